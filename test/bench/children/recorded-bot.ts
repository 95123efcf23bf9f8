/** The bot, which also remembers what it asks of its API server, to be sent again by nobody in particular. */
import { subscribe } from "node:diagnostics_channel";
import { readFileSync } from "node:fs";
import { load } from "js-yaml";
import type { ApiCall } from "../bare-calls.ts";
import { onQuestion } from "./report.ts";

interface Created {
  readonly request: {
    readonly origin: string;
    readonly method: string;
    readonly path: string;
    /** Name and value in turn. */
    readonly headers: readonly string[];
    readonly body: Buffer | null;
  };
}

const { clusters } = load(readFileSync(process.env.KUBECONFIG ?? "", "utf8")) as {
  clusters: { cluster: { server: string } }[];
};
const server = new URL(clusters[0]?.cluster.server ?? "").origin;
let calls: ApiCall[] = [];
/** What becomes of a change is watched after the answer, which nobody waits for. */
let answered = false;
subscribe("undici:request:create", (message) => {
  const { origin, method, path, headers, body } = (message as Created).request;
  if (/chat\.postMessage|response_url/.test(path)) answered = true;
  if (origin !== server || answered) return;
  calls.push({ method, path, headers: [...headers], body: body?.toString() ?? "" });
});
onQuestion("calls", () => {
  const taken = calls;
  calls = [];
  answered = false;
  return taken;
});
await import("./bot.ts");
