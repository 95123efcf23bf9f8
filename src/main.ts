/** The bot, started: the only place that reads the environment and puts the parts together for Slack. */
import { readFileSync } from "node:fs";
import { openBot } from "./bot.ts";
import { createCharts } from "./chart/index.ts";
import { startSlack } from "./chat/slack/index.ts";
import { ConfigProblems, identify, loadConfig, watchConfig } from "./config/index.ts";
import { recover } from "./core/recover.ts";
import { redact } from "./core/redact.ts";
import { createLog } from "./log.ts";
import { startTelemetry } from "./telemetry.ts";
import { version } from "./version.ts";

if (process.argv.includes("--version")) console.log(version);
else await main().catch(fail);

async function main(): Promise<void> {
  const load = () => loadConfig(process.env, (path) => readFileSync(path, "utf8"));
  const log = createLog({ level: load().logLevel });
  const config = watchConfig(load, log);
  const settings = () => config.current();

  let missing: string | undefined = "starting";
  const telemetry = await startTelemetry({ port: settings().metricsPort, version, ready: () => missing });
  const bot = await openBot({
    settings,
    report: (error, reference) => log.error({ err: error, reference }, "a request ended in a bug"),
    warn: (problem) => log.warn({}, problem),
    observe: (seen) => telemetry.command(seen),
    onRequest: (seen) => telemetry.kubernetes(seen),
    secret: settings().slack.botToken,
  });
  const charts = createCharts();
  const slack = await startSlack({
    config: settings().slack,
    access: () => settings().slack,
    commands: bot.commands,
    dispatch: bot.dispatch,
    ledger: bot.ledger,
    identify: (member) => identify(settings().people, member),
    suggest: bot.suggest,
    drawChart: (chart) => charts.draw(chart),
    log,
    observe: (seen) => telemetry.slack(seen),
  });
  missing = undefined;
  log.info({ version, as: slack.bot.name, port: slack.port, clusters: bot.clusters.names }, "ready");

  for await (const { place, reply } of recover(bot)) {
    await slack
      .tell(place, reply)
      .catch((error: unknown) => log.error({ err: error }, "could not say what became of a change"));
  }

  const stop = async (signal: string): Promise<void> => {
    missing = "stopping";
    log.info({ signal }, "stopping");
    await slack.stop();
    await charts.close();
    await bot.close();
    await telemetry.stop();
    config.stop();
  };
  for (const signal of ["SIGTERM", "SIGINT"] as const) process.once(signal, () => void stop(signal).catch(fail));
}

/** One sentence for whoever starts it; the supervisor starts it again. A parser's words quote the file, tokens included. */
function fail(error: unknown): never {
  console.error(
    error instanceof ConfigProblems ? error.message : redact(error instanceof Error ? error.message : String(error)),
  );
  process.exit(1);
}
