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
  const bot = await startBot({ sink, kubeconfig: cluster.kubeconfig });
  const { namespaces, each } = cluster.pods;
  let longestBlock = 0;

  /** So many rows are a file, even if the message shows the first of them. */
  const list = async (line: string, rows: number): Promise<number> => {
    await bot.usage(); // what it did while others were measured does not count
    const { took, body } = await bot.ask(line, { file: "pods.txt" });
    longestBlock = Math.max(longestBlock, (await bot.usage()).longestBlock);
    const lines = body.trim().split("\n").length - 1;
    if (lines < rows) throw new Error(`${line}: ${lines} rows arrived, not ${rows}`);
    return took;
  };
  const process = async (...args: string[]): Promise<number> =>
    kubectl === undefined
      ? Number.NaN
      : (await timeProcess(kubectl, ["--kubeconfig", cluster.kubeconfig, "get", "pods", ...args])).took;

  const one: Times = { ours: [], kubectl: [] };
  const all: Times = { ours: [], kubectl: [] };
  const push = (times: Times, [ours, theirs]: readonly [number, number]): void => {
    times.ours.push(ours);
    times.kubectl.push(theirs);
  };
  // The first ones are for discovery, caches and compiling.
  for (let round = smoke ? -1 : -60; round < (smoke ? 1 : 40); round++) {
    const took = await list("get pods -n team-3", each);
    if (round >= 0) one.ours.push(took);
  }
  // By itself: a process that starts empties the caches of whoever comes next, which would be the same one each time.
  for (let round = 0; round < (smoke ? 1 : 25); round++) one.kubectl.push(await process("-n", "team-3"));
  for (let round = -1; round < (smoke ? 1 : 7); round++) {
    const took = [await list("get pods -A", namespaces * each), await process("-A")] as const;
    if (round >= 0) push(all, took);
  }
  const { peak } = await bot.usage();
  await bot.stop();
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
    below(200, { name: "list.all.memory", value: peak, unit: "MiB" }),
    below(100, { name: "list.all.block", value: longestBlock, unit: "ms" }),
  ];
}
