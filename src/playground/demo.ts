/**
 * `npm run demo`: a page that looks like Slack, with the bot and a small cluster behind it. No Slack, no Kubernetes, no
 * token. `-- --headless --script FILE` plays a script and prints what was seen.
 */
import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { play } from "./headless.ts";
import type { Scenario } from "./scenarios/change.ts";
import { SCENARIOS } from "./scenarios/index.ts";
import { readScript, type Step } from "./script.ts";
import { startPage } from "./web/index.ts";
import { ROLES, startWorld } from "./world.ts";

const USAGE = "npm run demo [-- --port 8080] [--scenario NAME] or npm run demo -- --headless --script FILE";

try {
  const { headless, script, port, scenario } = parseArgs({
    options: {
      headless: { type: "boolean", default: false },
      script: { type: "string" },
      port: { type: "string", default: "0" },
      scenario: { type: "string" },
    },
  }).values;
  if (headless !== (script !== undefined)) throw new Error(`--headless and --script belong together: ${USAGE}`);
  if (!/^\d{1,5}$/.test(port)) throw new Error(`--port takes a number: ${USAGE}`);
  const begin = scenarioNamed(scenario);
  if (script === undefined) await show(Number(port), begin);
  else await perform(readScript(readFileSync(script, "utf8"), Object.keys(ROLES)), begin);
} catch (error) {
  console.error((error as Error).message);
  process.exit(1);
}

function scenarioNamed(id: string | undefined): Scenario | undefined {
  const found = SCENARIOS.find((one) => one.id === id);
  if (id !== undefined && !found)
    throw new Error(`There is no scenario ${id}, only ${SCENARIOS.map((one) => one.id).join(", ")}.`);
  return found;
}

async function show(port: number, scenario: Scenario | undefined): Promise<void> {
  console.log("Starting a small Kubernetes, a small Slack, and the bot between them…");
  const world = await startWorld({ figuresAfter: 30 });
  const page = await startPage(world, port).catch(async (error: NodeJS.ErrnoException) => {
    await world.stop();
    throw error.code === "EADDRINUSE"
      ? new Error(`Port ${port} is taken. Leave --port out, and a free one is used.`)
      : error;
  });
  console.log(
    `\n  Open  ${page.url}\n\nkubectl works too:  KUBECONFIG=${world.kubeconfig} kubectl get pods\nFor a Prometheus to scrape:  ${world.metrics.metrics}\nCtrl-C ends it.`,
  );
  if (scenario) {
    await scenario.start(world.cluster);
    console.log(`What happened: ${scenario.title}.`);
  }
  let stopping = false;
  const stop = async (code: number): Promise<void> => {
    if (stopping) return;
    stopping = true;
    await page.close();
    await world.stop();
    process.exit(code);
  };
  // A terminal that is closed hangs up; the bot would take that as a wish to read its configuration again.
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => void stop(0));
  void world.bot.ended.then(() => {
    if (!stopping) console.error("The bot ended by itself.");
    return stop(1);
  });
}

async function perform(steps: readonly Step[], scenario: Scenario | undefined): Promise<void> {
  const world = await startWorld();
  try {
    await scenario?.start(world.cluster);
    await play(world.slack, steps, (line) => console.log(line));
  } finally {
    await world.stop();
  }
}
