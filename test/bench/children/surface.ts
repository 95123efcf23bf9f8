/** Our Slack surface with nothing behind it: what an acknowledgement costs. */
import { startSlack } from "../../../src/chat/slack/index.ts";
import { SIGNING_SECRET } from "../requests.ts";
import { report } from "./report.ts";

const quiet = { info() {}, warn() {}, error: console.error };
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
  async *dispatch() {},
  ledger: { first: async () => true },
  identify: ({ team, user, name }) => ({ id: `${team}:${user}`, name }),
  suggest: async () => [],
  log: quiet,
});
report(slack.port ?? 0);
