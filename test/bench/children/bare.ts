/** The least that a server for Slack can do: verify, parse, say yes. */
import { createHmac, timingSafeEqual } from "node:crypto";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { SIGNING_SECRET } from "../requests.ts";
import { report } from "./report.ts";

const server = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on("data", (chunk: Buffer) => chunks.push(chunk));
  request.on("end", () => {
    const body = Buffer.concat(chunks);
    const hmac = createHmac("sha256", SIGNING_SECRET)
      .update(`v0:${String(request.headers["x-slack-request-timestamp"])}:`)
      .update(body);
    const claimed = Buffer.from(String(request.headers["x-slack-signature"]).slice(3), "hex");
    const text = new URLSearchParams(body.toString()).get("text");
    response.writeHead(text !== null && timingSafeEqual(hmac.digest(), claimed) ? 200 : 401).end();
  });
});
server.listen(0, "127.0.0.1", () => report((server.address() as AddressInfo).port));
