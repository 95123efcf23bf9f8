/** The whole bot between a local Slack and an embedded cluster, in this process, on a ledger file that outlives it. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openBot } from "../../src/bot.ts";
import { startSlack } from "../../src/chat/slack/index.ts";
import { identify, loadConfig } from "../../src/config/index.ts";
import { createLog } from "../../src/log.ts";
import { type LocalSlackOptions, type Message, startLocalSlack } from "../../src/playground/slack/index.ts";
import { configuration } from "../support/process.ts";

const confirmed = {
  risks: ["change", "destroy"],
  clusters: ["*"],
  namespaces: ["*"],
  groups: ["*"],
  effect: "confirm",
};
const allowed = { ...confirmed, risks: ["read"], effect: "allow" };

interface Options {
  readonly slack?: LocalSlackOptions;
  readonly config?: object;
  readonly now?: () => number;
}

export async function inSlack(kubeconfig: string, { slack: options = {}, config = {}, now = Date.now }: Options = {}) {
  const slack = await startLocalSlack({ users: [{ name: "alice" }, { name: "omar" }], ...options });
  const folder = mkdtempSync(join(tmpdir(), "kubemate-faults-"));
  const environment = {
    SLACK_BOT_TOKEN: slack.botToken,
    SLACK_SIGNING_SECRET: slack.signingSecret,
    SLACK_API_URL: slack.apiUrl,
    KUBEMATE_CONFIG: "kubemate.yaml",
    KUBEMATE_DATA: join(folder, "ledger.sqlite"),
    KUBECONFIG: kubeconfig,
    LOG_LEVEL: "debug",
  };
  const file = JSON.stringify(configuration(slack, { policy: [allowed, confirmed], ...config }));
  const logged: string[] = [];
  const bugs: unknown[] = [];

  async function start() {
    const settings = loadConfig(environment, () => file);
    const log = createLog({ level: settings.logLevel, write: (line) => void logged.push(line) });
    const bot = await openBot({
      settings: () => settings,
      secret: slack.botToken,
      report(error, reference) {
        bugs.push(error);
        log.error({ err: error, reference }, "a request ended in a bug");
      },
    });
    const running = await startSlack({
      config: { ...settings.slack, host: "127.0.0.1", port: 0 },
      ...{ commands: bot.commands, dispatch: bot.dispatch, ledger: bot.ledger, suggest: bot.suggest, log, now },
      identify: (member) => identify(settings.people, member),
      timing: { betweenEdits: 20, pressAck: 200 },
    });
    slack.deliverTo(`http://127.0.0.1:${running.port}/slack/events`);
    return {
      async stop() {
        await running.stop();
        await bot.close();
      },
    };
  }

  let running = await start();
  return {
    slack,
    logged,
    bugs,
    ledgerFile: environment.KUBEMATE_DATA,
    read: (message: Message | undefined) => (message ? slack.visible(message).text : ""),
    /** What everybody in #general can read. */
    said: () => slack.messages("general").map((message) => slack.visible(message).text),
    /** A typed line, and the first thing that its author sees of an answer. */
    async asks(user: string, line: string, channel = "general"): Promise<Message> {
      return (await slack.slash(user, channel, "/k8s", line)).answer();
    },
    async restart() {
      await running.stop();
      running = await start();
    },
    async close() {
      await running.stop();
      await slack.close();
      rmSync(folder, { recursive: true });
    },
  };
}
