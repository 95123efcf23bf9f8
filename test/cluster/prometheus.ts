/** A real Prometheus: with a history that was written before it started, and with something to scrape. */
import { execFile } from "node:child_process";
import { mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { freePort } from "../../src/playground/metrics/prometheus.ts";
import { exposition, type Family } from "../../src/playground/metrics/text.ts";
import { buildPrometheus } from "./build.ts";
import { eventually } from "./eventually.ts";
import { processes } from "./processes.ts";

const run = promisify(execFile);

/** One scrape of long ago. */
export interface Scrape {
  /** Unix milliseconds. */
  readonly at: number;
  readonly families: readonly Family[];
}

export interface RunningPrometheus {
  readonly url: string;
  stop(): Promise<void>;
}

interface PrometheusOptions {
  /** What it already knows, oldest first. */
  readonly history?: readonly Scrape[];
  /** As in prometheus.yml. */
  readonly scrapes?: readonly object[];
  readonly flags?: readonly string[];
}

/** @throws with its last log lines when it ends before it is ready */
export async function startPrometheus({
  history = [],
  scrapes = [],
  flags = [],
}: PrometheusOptions): Promise<RunningPrometheus> {
  const { prometheus, promtool } = await buildPrometheus();
  const directory = await mkdtemp(join(tmpdir(), "kubemate-prometheus-"));
  const data = join(directory, "data");
  const running = processes(directory);
  try {
    if (history.length > 0) {
      const file = join(directory, "history.txt");
      await writeFile(file, openMetrics(history));
      await run(promtool, ["tsdb", "create-blocks-from", "openmetrics", "--quiet", file, data]);
    }
    // JSON is YAML too.
    const config = join(directory, "prometheus.yml");
    await writeFile(
      config,
      JSON.stringify({ global: { scrape_interval: "1s", scrape_timeout: "1s" }, scrape_configs: scrapes }),
    );
    const port = await freePort();
    const url = `http://127.0.0.1:${port}`;
    running.start("prometheus", prometheus, [
      `--config.file=${config}`,
      `--storage.tsdb.path=${data}`,
      `--web.listen-address=127.0.0.1:${port}`,
      ...flags,
    ]);
    const isReady = () =>
      fetch(`${url}/-/ready`).then(
        ({ ok }) => ok,
        () => false,
      ); // nobody listens yet
    await running.during(eventually("Prometheus to be ready", isReady));
    return { url, stop: () => running.stop() };
  } catch (error) {
    await running.stop();
    throw error;
  }
}

/**
 * prometheus.io/docs/specs/om: all points of a family stand together, each with its time in seconds; a counter's family
 * has its name without _total.
 */
function openMetrics(history: readonly Scrape[]): string {
  const lines = new Map<string, string[]>();
  for (const { at, families } of history)
    for (const family of families) {
      const name = family.type === "counter" ? family.name.replace(/_total$/, "") : family.name;
      const some = lines.get(name) ?? [`# TYPE ${name} ${family.type}`];
      const samples = exposition([family])
        .split("\n")
        .filter((line) => line !== "" && !line.startsWith("#"));
      some.push(...samples.map((sample) => `${sample} ${at / 1000}`));
      lines.set(name, some);
    }
  return `${[...lines.values()].flat().join("\n")}\n# EOF\n`;
}
