/** The whole bot, on the cluster of KUBECONFIG, for a person with every right. Changes need no confirmation. */
import { openBot } from "../../../src/bot.ts";
import { startSlack } from "../../../src/chat/slack/index.ts";
import { SIGNING_SECRET } from "../requests.ts";
import { report } from "./report.ts";

const everything = [
  { effect: "allow", risks: ["read", "change", "destroy"], clusters: ["*"], namespaces: ["*"], groups: ["*"] },
] as const;
const settings = {
  policy: { configured: true, rules: everything },
  channels: new Map(),
  clusters: [],
  kinds: undefined,
  kubeconfig: process.env.KUBECONFIG,
  ledgerFile: process.env.LEDGER ?? ":memory:",
  keepDays: 1,
};
const bot = await openBot({ settings: () => settings, report: (error) => console.error(error) });
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
  commands: bot.commands,
  dispatch: bot.dispatch,
  ledger: bot.ledger,
  identify: ({ team, user, name }) => ({
    id: `${team}:${user}`,
    name,
    slack: { team, user },
    kubernetes: { user: "petra", groups: ["platform"] },
  }),
  suggest: bot.suggest,
  log: { info() {}, warn() {}, error: (details, message) => console.error(message, details) },
});
report(slack.port ?? 0);
