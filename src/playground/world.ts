/** The playground, whole: a cluster, a Slack, and the bot between them, which is told of both as in an installation. */
import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type PlaygroundBot, startBot } from "./bot.ts";
import type { EmbeddedCluster } from "./cluster/index.ts";
import type { MetricsServer } from "./metrics/index.ts";
import { people } from "./seed.ts";
import { startShop } from "./shop.ts";
import { type LocalSlack, startLocalSlack } from "./slack/index.ts";

export interface World {
  readonly cluster: EmbeddedCluster;
  readonly slack: LocalSlack;
  readonly bot: PlaygroundBot;
  /** For a Prometheus to scrape. */
  readonly metrics: MetricsServer;
  /** For kubectl. */
  readonly kubeconfig: string;
  stop(): Promise<void>;
}

/** Who can be played, and what they are at work. */
export const ROLES: Readonly<Record<keyof typeof people, string>> = {
  alice: "developer",
  omar: "on call",
  petra: "platform owner",
};

const TEAM = "T0LOCAL";
const CHANNELS = [
  { name: "shop", id: "C0SHOP" },
  { name: "on-call", id: "C0ONCALL" },
];

interface WorldOptions {
  /** Seconds after a change at which its traffic is looked at again; 0: never, which a script need not wait for. */
  readonly figuresAfter?: number;
}

export async function startWorld({ figuresAfter = 0 }: WorldOptions = {}): Promise<World> {
  const folder = mkdtempSync(join(tmpdir(), "kubemate-playground-"));
  const [shop, slack] = await Promise.all([
    startShop(folder),
    startLocalSlack({
      team: { id: TEAM, name: "Shop" },
      users: Object.keys(people).map((name) => ({ name, email: `${name}@shop.example`, is_email_confirmed: true })),
      channels: CHANNELS,
      signingSecret: randomBytes(16).toString("hex"),
    }),
  ]);
  const settings = join(folder, "kubemate.yaml");
  writeFileSync(settings, JSON.stringify(configuration(slack)));
  try {
    const [bot] = await Promise.all([
      startBot({
        SLACK_API_URL: slack.apiUrl,
        SLACK_BOT_TOKEN: slack.botToken,
        SLACK_SIGNING_SECRET: slack.signingSecret,
        KUBECONFIG: shop.kubeconfig,
        PROMETHEUS_URL: shop.prometheusUrl,
        FIGURES_AFTER: String(figuresAfter),
        KUBEMATE_CONFIG: settings,
        KUBEMATE_DATA: join(folder, "ledger.sqlite"),
      }),
      shop.open,
    ]);
    slack.deliverTo(`http://127.0.0.1:${bot.port}/slack/events`);
    const { cluster, metrics, kubeconfig } = shop;
    return { cluster, slack, bot, metrics, kubeconfig, stop: () => stop(bot) };
  } catch (error) {
    await stop();
    throw error;
  }

  async function stop(bot?: PlaygroundBot): Promise<void> {
    await bot?.stop();
    await Promise.all([slack.close(), shop.stop()]);
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The file that an owner would write for these people and channels; JSON is YAML too. */
function configuration({ directory }: LocalSlack): object {
  const users = Object.values(people).map(({ name, groups }) => [
    `${TEAM}:${directory.user(name).id}`,
    { user: name, groups },
  ]);
  return {
    people: { users: Object.fromEntries(users) },
    policy: [
      { effect: "allow", risks: ["read"] },
      { effect: "allow", risks: ["query"], groups: ["oncall", "platform"] },
      { effect: "confirm", risks: ["change"] },
    ],
    channels: {
      [`${TEAM}:C0SHOP`]: { namespace: "shop", sees: ["shop"] },
      [`${TEAM}:C0ONCALL`]: { sees: ["shop", "staging", "ops", "broken"] },
    },
  };
}
