/** Searching 100 MB of logs for its last matches, beside the pipe that people type. */
import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { openClusters } from "../../../src/cluster/index.ts";
import { grepFor } from "../../../src/cluster/logs/grep.ts";
import type { LogQuery } from "../../../src/core/cluster.ts";
import { below, type Effort, fasterThan, type Figure, median } from "../figure.ts";
import { startHeavyApi } from "../heavy-api.ts";

const shell = promisify(execFile);

export async function logs({ smoke, cluster }: Effort): Promise<readonly Figure[]> {
  const api = await startHeavyApi({ pods: 20, logBytes: smoke ? 1e6 : 1e8 });
  const clusters = await openClusters({ kubeconfig: api.kubeconfig });
  const bot = clusters.connect(clusters.default, undefined);
  const query = (grep: NonNullable<LogQuery["grep"]>): LogQuery => ({
    namespace: "team-0",
    target: "pod/web-0",
    keep: 200,
    grep,
  });
  const search = async (grep: NonNullable<LogQuery["grep"]>, matches: number): Promise<number> => {
    const began = performance.now();
    const { matched } = await bot.logs(query(grep), new AbortController().signal);
    if (matched !== matches) throw new Error(`${matched} lines matched, not ${matches}`);
    return performance.now() - began;
  };
  const pipe = async (grep: string): Promise<number> => {
    const began = performance.now();
    const line = `${cluster.kubectl} --kubeconfig ${api.kubeconfig} logs web-0 -n team-0 | ${grep} | tail -n 200 | wc -l`;
    const { stdout } = await shell("sh", ["-c", line]);
    if (Number(stdout) !== Math.min(200, api.needles)) throw new Error(`the pipe found ${stdout.trim()} lines`);
    return performance.now() - began;
  };

  const rounds = smoke ? 1 : 5;
  const took = { literal: [] as number[], pattern: [] as number[], fixed: [] as number[], extended: [] as number[] };
  const before = process.memoryUsage().rss;
  let most = before;
  for (let round = 0; round <= rounds; round++) {
    const one = {
      literal: await search({ literal: "needle" }, api.needles),
      fixed: await pipe("grep -F needle"),
      pattern: await search({ pattern: "GET /cart/\\d+ .* needle" }, api.needles),
      extended: await pipe("grep -P 'GET /cart/\\d+ .* needle'"),
    };
    most = Math.max(most, process.memoryUsage().rss);
    if (round > 0 || smoke) for (const key of Object.keys(one) as (keyof typeof one)[]) took[key].push(one[key]);
  }
  const worst = await catastrophe();
  await clusters.close();
  await api.stop();
  return [
    fasterThan("logs.literal", median(took.literal), "ms", "kubectl logs | grep -F | tail", median(took.fixed), 3),
    fasterThan("logs.pattern", median(took.pattern), "ms", "kubectl logs | grep -P | tail", median(took.extended), 1.2),
    below("logs.memory", (most - before) / 2 ** 20, "MiB", 80),
    below("logs.catastrophe", worst, "ms", 50),
  ];
}

/** The pattern that stops a backtracking engine for a quarter of a minute, on a line that is made for it. */
async function catastrophe(): Promise<number> {
  const grep = grepFor({ pattern: "^(a+)+$" });
  const block = Buffer.from(`2026-11-23T00:00:00.000000000Z ${"a".repeat(29)}!\n`);
  const began = performance.now();
  await grep(block, () => {
    throw new Error("it does not match");
  });
  return performance.now() - began;
}
