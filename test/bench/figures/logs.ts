/** Searching 100 MB of logs for its last matches, from the signed request to the file, beside the pipe that people type. */
import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { grepFor } from "../../../src/cluster/logs/grep.ts";
import { startBot } from "../bot.ts";
import type { Effort } from "../effort.ts";
import { below, fasterThan, type Figure, median } from "../figure.ts";
import { NEEDLE, startHeavyApi } from "../heavy-api.ts";
import { startSink } from "../sink.ts";

const KEEP = 200;
const LITERAL = { ours: `grep ${NEEDLE}`, theirs: `grep -F ${NEEDLE}` };
const PATTERN = { ours: `pattern GET /cart/\\d+ .* ${NEEDLE}`, theirs: `grep -E 'GET /cart/[0-9]+ .* ${NEEDLE}'` };

export async function logs({ smoke, kubectl }: Effort): Promise<readonly Figure[]> {
  const [sink, api] = await Promise.all([startSink(), startHeavyApi({ pods: 20, logBytes: smoke ? 2e6 : 1e8 })]);
  const bot = await startBot({ sink, kubeconfig: api.kubeconfig });

  const search = async (how: typeof LITERAL) => {
    const line = `logs pod/web-0 -n team-0 tail ${KEEP} ${how.ours}`;
    return bot.ask(line, { file: "web-0.log" });
  };
  const pipe = async (how: typeof LITERAL) => {
    const kept = `${kubectl} --kubeconfig ${api.kubeconfig} logs web-0 -n team-0 | ${how.theirs} | tail -n ${KEEP}`;
    const began = performance.now();
    const { stdout } = await promisify(execFile)("sh", ["-c", kept], { maxBuffer: 1 << 28 });
    return { took: performance.now() - began, body: stdout };
  };

  await bot.ask("get pods -n team-0"); // connected, and what every answer needs compiled
  const before = (await bot.usage()).resident;
  const took = { literal: [] as number[], pattern: [] as number[], fixed: [] as number[], extended: [] as number[] };
  for (let round = 0; round <= (smoke ? 1 : 7); round++) {
    for (const [how, ours, theirs] of [
      [LITERAL, took.literal, took.fixed],
      [PATTERN, took.pattern, took.extended],
    ] as const) {
      const [found, piped] = [await search(how), kubectl === undefined ? undefined : await pipe(how)];
      assertFound(found.body, piped?.body ?? found.body, Math.min(KEEP, api.needles));
      if (round === 0) continue;
      ours.push(found.took);
      theirs.push(piped?.took ?? Number.NaN);
    }
  }
  const { peak } = await bot.usage();
  await Promise.all([bot.stop(), api.stop()]);
  sink.close();

  const beside = (value: readonly number[], yardstick: readonly number[], grep: string) => ({
    value: median(value),
    unit: "ms",
    yardstick: median(yardstick),
    against: `kubectl logs | ${grep} | tail, ${smoke ? 2 : 100} MB`,
  });
  return [
    ...(kubectl === undefined
      ? []
      : [
          fasterThan(3, { name: "logs.literal", ...beside(took.literal, took.fixed, "grep -F") }),
          fasterThan(1.2, { name: "logs.pattern", ...beside(took.pattern, took.extended, "grep -E") }),
        ]),
    below(80, { name: "logs.memory", value: peak - before, unit: "MiB" }),
    below(50, { name: "logs.catastrophe", value: await catastrophe(), unit: "ms" }),
  ];
}

/** Both found the same lines, and as many as there are. */
function assertFound(ours: string, theirs: string, lines: number): void {
  const found = ours.trim().split("\n");
  if (found.length !== lines) throw new Error(`${found.length} lines were found, not ${lines}`);
  if (ours.trim() !== theirs.trim()) throw new Error(`other lines than the pipe's: ${found[0]}`);
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
