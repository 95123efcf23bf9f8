/** Long lists, from the signed request to the complete table handed to Slack, beside the kubectl process. */
import { startBot } from "../bot.ts";
import type { Effort } from "../effort.ts";
import { below, fasterThan, type Figure, median } from "../figure.ts";
import { timeProcess } from "../kubectl.ts";
import { startSink } from "../sink.ts";

interface Times {
  readonly ours: number[];
  readonly kubectl: number[];
}

/**
 * Machines slow down for seconds at a time, so both are measured in turns. A process that starts empties the caches of
 * whoever comes next: after it, the first ones do not count.
 */
interface Turns {
  /** Before everything: discovery, caches and compiling. A bot lives for weeks. */
  readonly warm: number;
  readonly turns: number;
  readonly uncounted: number;
  readonly ours: number;
  readonly kubectl: number;
}
const NAMESPACE: Turns = { warm: 400, turns: 10, uncounted: 3, ours: 10, kubectl: 3 };
const EVERYWHERE: Turns = { warm: 3, turns: 5, uncounted: 1, ours: 3, kubectl: 1 };
const SMOKE: Turns = { warm: 1, turns: 1, uncounted: 0, ours: 1, kubectl: 1 };

export async function lists({ smoke, cluster, kubectl }: Effort): Promise<readonly Figure[]> {
  const sink = await startSink();
  const { namespaces, each } = cluster.pods;
  let longestBlock = 0;

  /** The same line again and again to a bot of its own, whose memory is then this line's alone; and the same to kubectl. */
  async function list(line: string, { rows, ...how }: { rows: number } & Turns) {
    const bot = await startBot({ sink, kubeconfig: cluster.kubeconfig });
    const args = ["--kubeconfig", cluster.kubeconfig, ...line.split(" ")];
    const times: Times = { ours: [], kubectl: [] };

    async function ask(): Promise<number> {
      await bot.usage(); // what it did while others were measured does not count
      const shared = sink.arrival(({ what }) => what === "files.completeUploadExternal", "The file's thread");
      const { took, body } = await bot.ask(line, { file: "pods.txt" }); // so many rows are a file
      await shared; // the end of one answer is not the beginning of the next
      longestBlock = Math.max(longestBlock, (await bot.usage()).longestBlock);
      const lines = body.trim().split("\n").length - 1;
      if (lines < rows) throw new Error(`${line}: ${lines} rows arrived, not ${rows}`);
      return took;
    }
    const { warm, turns, uncounted, ours, kubectl: processes } = smoke ? SMOKE : how;
    for (let round = 0; round < warm; round++) await ask();
    for (let turn = 0; turn < turns; turn++) {
      for (let round = 0; round < uncounted; round++) await ask();
      for (let round = 0; round < ours; round++) times.ours.push(await ask());
      if (kubectl === undefined) continue;
      for (let round = 0; round < processes; round++) times.kubectl.push((await timeProcess(kubectl, args)).took);
    }
    const { peak } = await bot.usage();
    await bot.stop();
    return { times, peak };
  }

  const namespace = await list("get pods -n team-3", { rows: each, ...NAMESPACE });
  const everywhere = await list("get pods -A", { rows: namespaces * each, ...EVERYWHERE });
  sink.close();

  const beside = (times: Times, against: string) => ({
    value: median(times.ours),
    unit: "ms",
    yardstick: median(times.kubectl),
    against: `${against}, on ${cluster.name}`,
  });
  return [
    ...(kubectl === undefined
      ? []
      : [
          fasterThan(20, {
            name: "list.namespace",
            ...beside(namespace.times, `kubectl get pods, ${each} of ${namespaces * each}`),
          }),
          fasterThan(20, {
            name: "list.all",
            ...beside(everywhere.times, `kubectl get pods -A, ${namespaces * each}`),
          }),
        ]),
    below(200, { name: "list.all.memory", value: everywhere.peak, unit: "MiB" }),
    below(100, { name: "list.all.block", value: longestBlock, unit: "ms" }),
  ];
}
