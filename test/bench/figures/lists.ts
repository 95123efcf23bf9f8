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

export async function lists({ smoke, cluster, kubectl }: Effort): Promise<readonly Figure[]> {
  const sink = await startSink();
  const { namespaces, each } = cluster.pods;
  let longestBlock = 0;

  /** The same line again and again to a bot of its own, whose memory is then this line's alone. */
  async function list(line: string, { rows, warm, rounds }: { rows: number; warm: number; rounds: number }) {
    const bot = await startBot({ sink, kubeconfig: cluster.kubeconfig });
    const times: number[] = [];
    // The first ones are for discovery, caches and compiling: a bot lives for weeks.
    for (let round = smoke ? -1 : -warm; round < (smoke ? 1 : rounds); round++) {
      await bot.usage(); // what it did while others were measured does not count
      const shared = sink.arrival(({ what }) => what === "files.completeUploadExternal", "The file's thread");
      const { took, body } = await bot.ask(line, { file: "pods.txt" }); // so many rows are a file
      await shared; // the end of one answer is not the beginning of the next
      longestBlock = Math.max(longestBlock, (await bot.usage()).longestBlock);
      const lines = body.trim().split("\n").length - 1;
      if (lines < rows) throw new Error(`${line}: ${lines} rows arrived, not ${rows}`);
      if (round >= 0) times.push(took);
    }
    const { peak } = await bot.usage();
    await bot.stop();
    return { times, peak };
  }
  // By themselves: a process that starts empties the caches of whoever comes next, which would be the same one each time.
  async function processes(rounds: number, ...args: string[]): Promise<number[]> {
    const times: number[] = [];
    if (kubectl === undefined) return times;
    for (let round = 0; round < (smoke ? 1 : rounds); round++)
      times.push((await timeProcess(kubectl, ["--kubeconfig", cluster.kubeconfig, "get", "pods", ...args])).took);
    return times;
  }

  const namespace = await list("get pods -n team-3", { rows: each, warm: 400, rounds: 100 });
  const one: Times = { ours: namespace.times, kubectl: await processes(25, "-n", "team-3") };
  const everywhere = await list("get pods -A", { rows: namespaces * each, warm: 3, rounds: 12 });
  const all: Times = { ours: everywhere.times, kubectl: await processes(5, "-A") };
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
            ...beside(one, `kubectl get pods, ${each} of ${namespaces * each}`),
          }),
          fasterThan(20, { name: "list.all", ...beside(all, `kubectl get pods -A, ${namespaces * each}`) }),
        ]),
    below(200, { name: "list.all.memory", value: everywhere.peak, unit: "MiB" }),
    below(100, { name: "list.all.block", value: longestBlock, unit: "ms" }),
  ];
}
