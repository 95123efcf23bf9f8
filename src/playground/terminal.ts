/** `npm run shell -- --demo`: the bot in the terminal, on the embedded cluster. No Slack, no Kubernetes, no token. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openBot } from "../bot.ts";
import { shell } from "../chat/terminal/shell.ts";
import { builtIn } from "../core/policy.ts";
import { people } from "./seed.ts";
import { startShop } from "./shop.ts";

const GREETING = `A small Kubernetes runs in this process: an online shop in the namespace shop, and one in which everything
is broken. You are alice, a developer. Try these, and press buttons by their numbers:

  get pods
  describe orders -n broken
  logs orders -n broken previous
  metrics cart since 15m
  scale web 5
  rollout history web
  explain deployment.spec.strategy
`;

export async function demoInTerminal(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "kubemate-demo-"));
  const shop = await startShop(folder);
  await shop.open;
  const settings = {
    policy: builtIn,
    channels: new Map(),
    clusters: [],
    kinds: undefined,
    kubeconfig: shop.kubeconfig,
    ledgerFile: ":memory:",
    prometheusUrl: shop.prometheusUrl,
    figuresAfter: 0,
    keepDays: 1,
  };
  const bot = await openBot({
    settings: () => settings,
    report: (error, reference) => console.error(reference, error),
  });
  const { name, groups } = people.alice;

  await shell({
    dispatch: bot.dispatch,
    commands: bot.commands,
    person: { id: "terminal", name, kubernetes: { user: name, groups } },
    input: process.stdin,
    output: process.stdout,
    greeting: GREETING,
  });
  await bot.close();
  await shop.stop();
  rmSync(folder, { recursive: true });
}
