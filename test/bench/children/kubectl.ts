/** The same surface, with a handler that starts kubectl: how most bots for Kubernetes work. */
import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { startSlack } from "../../../src/chat/slack/index.ts";
import { reply } from "../../../src/core/reply.ts";
import { say } from "../../../src/core/text.ts";
import { SIGNING_SECRET } from "../requests.ts";
import { report } from "./report.ts";

const run = promisify(execFile);
const slack = await startSlack({
  config: {
    botToken: "xoxb-bench",
    signingSecrets: [SIGNING_SECRET],
    apiUrl: process.env.SLACK_API_URL,
    host: "127.0.0.1",
    port: 0,
    teams: [],
    userGroups: false,
  },
  commands: [],
  async *dispatch({ input }) {
    const args = ["--kubeconfig", process.env.KUBECONFIG ?? "", ...String(input).split(" ")];
    const { stdout } = await run(process.env.KUBECTL ?? "kubectl", args, { maxBuffer: 1 << 28 });
    yield { reply: reply.info(say`kubectl`, { body: [{ code: stdout }] }), to: "asker" };
  },
  ledger: { first: async () => true },
  identify: ({ team, user, name }) => ({ id: `${team}:${user}`, name }),
  suggest: async () => [],
  log: { info() {}, warn() {}, error: (details, message) => console.error(message, details) },
});
report(slack.port ?? 0);
