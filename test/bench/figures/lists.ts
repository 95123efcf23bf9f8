/** Long lists, from the signed request to the complete table handed to Slack, beside the kubectl process. */
import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { startChild } from "../child.ts";
import { below, type Effort, fasterThan, type Figure, median } from "../figure.ts";
import { Sender, slash } from "../requests.ts";
import { startSink } from "../sink.ts";

const run = promisify(execFile);

export async function lists({ smoke, cluster }: Effort): Promise<readonly Figure[]> {
  const sink = await startSink();
  const environment = { SLACK_API_URL: sink.url, KUBECONFIG: cluster.kubeconfig };
  const bot = await startChild("bot", environment, ["--max-old-space-size=128", "--max-semi-space-size=4"]);
  const sender = new Sender(bot.port, 2);
  const { namespaces, each } = cluster.pods;

  /** Long tables go as a file, whose bytes arrive on their own; short ones in the message. */
  const ask = async (line: string, rows: number): Promise<number> => {
    const complete = sink.next("upload");
    const began = performance.now();
    await sender.send(slash(line, sink.responseUrl));
    const { body } = await complete;
    const took = performance.now() - began;
    const lines = body.trim().split("\n").length - 1;
    if (lines < rows) throw new Error(`${line}: ${lines} rows arrived, not ${rows}`);
    return took;
  };
  const kubectl = async (...args: string[]): Promise<number> => {
    const began = performance.now();
    await run(cluster.kubectl, ["--kubeconfig", cluster.kubeconfig, "get", "pods", ...args], { maxBuffer: 1 << 28 });
    return performance.now() - began;
  };

  const took = { one: [] as number[], all: [] as number[], oneKubectl: [] as number[], allKubectl: [] as number[] };
  await ask("get pods -A", namespaces * each); // discovery, compiling
  await bot.usage();
  const rounds = smoke ? 1 : 7;
  for (let round = 0; round < rounds; round++) {
    took.one.push(await ask("get pods -n team-3", each));
    took.oneKubectl.push(await kubectl("-n", "team-3"));
    took.all.push(await ask("get pods -A", namespaces * each));
    took.allKubectl.push(await kubectl("-A"));
  }
  const { peak, longestBlock } = await bot.usage();
  await Promise.all([bot.stop(), sender.close()]);
  sink.close();
  return [
    fasterThan(
      "list.namespace",
      median(took.one),
      "ms",
      `kubectl get pods, ${each} of ${namespaces * each}`,
      median(took.oneKubectl),
      20,
    ),
    fasterThan(
      "list.all",
      median(took.all),
      "ms",
      `kubectl get pods -A, ${namespaces * each}`,
      median(took.allKubectl),
      20,
    ),
    below("list.all.memory", peak, "MiB", 200),
    below("list.all.block", longestBlock, "ms", 100),
  ];
}
