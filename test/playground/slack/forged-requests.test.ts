import { expect, test } from "vitest";
import { signatureHeaders } from "../../../src/playground/slack/delivery/signing.ts";
import { withApp } from "./app.ts";
import { type ForgedRequest, forgedRequests } from "./data/forged-requests.ts";

/** The headers of a forged request, for a bot with this signing secret. */
export function headersOf({ sign, body, contentType }: ForgedRequest, secret: string): Record<string, string> {
  const type = { "content-type": contentType };
  if (!sign) return type;
  if ("x-slack-signature" in sign) return { ...type, ...sign };
  const secrets = { right: secret, wrong: `${secret}!`, empty: "" };
  return {
    ...type,
    ...signatureHeaders(secrets[sign.secret ?? "right"], body, Date.now() + (sign.seconds ?? 0) * 1000),
  };
}

test.each(forgedRequests)("$name: no listener hears it", async (forged) => {
  const heard: string[] = [];
  await using bench = await withApp((app) =>
    app.use(async ({ body, next }) => {
      heard.push(JSON.stringify(body));
      await next();
    }),
  );
  const headers = headersOf(forged, bench.slack.signingSecret);
  await fetch(bench.requestUrl, { method: "POST", headers, body: forged.body + (forged.append ?? "") });
  await bench.slack.slash("alice", "general", "/k8s", "the real one");
  expect(heard).toHaveLength(1);
});
