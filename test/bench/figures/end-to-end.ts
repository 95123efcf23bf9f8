/** From the signed request to the posted answer, beside the same API calls sent bare, and beside a handler that starts kubectl. */
import { setTimeout as sleep } from "node:timers/promises";
import { eventually } from "../../cluster/eventually.ts";
import { createAsker } from "../asker.ts";
import { type ApiCall, type BareCalls, bareCalls } from "../bare-calls.ts";
import { startBot } from "../bot.ts";
import { startChild } from "../child.ts";
import type { BenchCluster, Effort } from "../effort.ts";
import { atMost, fasterThan, type Figure, median } from "../figure.ts";
import { type Sink, startSink } from "../sink.ts";

const GET = "get deploy web -n shop";
const scaleTo = (replicas: number) => `scale web ${replicas} -n shop`;

/** A bot runs for weeks: what compiles and connects at first is not what people wait for. */
const FULL = { warm: { looks: 300, rounds: 6 }, looks: 75, rounds: 25 };
const SMOKE = { warm: { looks: 5, rounds: 1 }, looks: 5, rounds: 2 };

export async function endToEnd({ smoke, cluster, kubectl }: Effort): Promise<readonly Figure[]> {
  const sink = await startSink();
  const bare = bareCalls(cluster.kubeconfig);
  const calls = await recordCalls(cluster, sink, bare);
  const bot = await startBot({ sink, kubeconfig: cluster.kubeconfig });
  const fork = kubectl === undefined ? undefined : await startFork(cluster, sink, kubectl);

  const { warm, looks, rounds } = smoke ? SMOKE : FULL;
  const get = { ours: [] as number[], bare: [] as number[], fork: [] as number[] };
  for (let look = 0; look < warm.looks + looks; look++) {
    const [ours, other] = [(await bot.ask(GET)).took, await bare.time(calls.get)];
    if (look >= warm.looks) push(get, ours, other, undefined);
  }
  // By itself: a process that starts empties the caches of whoever comes next, which would be the same one each time.
  if (fork) for (let look = 0; look < looks; look++) get.fork.push((await fork.ask(GET)).took);

  const scale = { ours: [] as number[], bare: [] as number[], fork: [] as number[] };
  for (let round = 0; round < warm.rounds + rounds; round++) {
    const channel = `C${round + 1}`; // in one channel, the same change twice in ten seconds would be refused
    await bot.ask("whoami", { channel });
    const [there, back] = round % 2 === 0 ? [4, 3] : [3, 4];
    const ours = await bot.ask(scaleTo(there), { channel });
    await rest(bare);
    const other = await bare.time(back === 4 ? calls.up : calls.down);
    await rest(bare);
    const forked = await fork?.ask(`scale deploy web -n shop --replicas=${there}`);
    await rest(bare);
    if (round >= warm.rounds) push(scale, ours.took, other, forked?.took);
  }
  await Promise.all([bot.stop(), fork?.stop(), bare.close()]);
  sink.close();

  const on = cluster.name;
  const beside = (yardstick: readonly number[], value: readonly number[], against: string) => ({
    value: median(value),
    unit: "ms",
    yardstick: median(yardstick),
    against: `${against}, on ${on}`,
  });
  const forking = "a handler that starts kubectl";
  return [
    atMost(2, { name: "e2e.get", ...beside(get.bare, get.ours, bareInWords(calls.get)) }),
    atMost(2, { name: "e2e.scale", ...beside(scale.bare, scale.ours, bareInWords(calls.up)) }),
    ...(fork
      ? [
          fasterThan(8, { name: "e2e.get.kubectl", ...beside(get.fork, get.ours, forking) }),
          fasterThan(3, { name: "e2e.scale.kubectl", ...beside(scale.fork, scale.ours, forking) }),
        ]
      : []),
  ];
}

const bareInWords = ({ length }: readonly ApiCall[]) =>
  length === 1 ? "the same API call, bare" : `the same ${length} API calls, bare`;

function push(
  to: { ours: number[]; bare: number[]; fork: number[] },
  ours: number,
  bare: number,
  fork: number | undefined,
): void {
  to.ours.push(ours);
  to.bare.push(bare);
  if (fork !== undefined) to.fork.push(fork);
}

async function startFork({ kubeconfig }: BenchCluster, sink: Sink, kubectl: string) {
  const child = await startChild("kubectl", { SLACK_API_URL: sink.url, KUBECONFIG: kubeconfig, KUBECTL: kubectl });
  const asker = createAsker(child.port, sink);
  return {
    ask: asker.ask,
    async stop() {
      await asker.close();
      await child.stop();
    },
  };
}

/** What the bot asks of the API server for each line, without what it learns once (discovery). */
async function recordCalls(cluster: BenchCluster, sink: Sink, bare: BareCalls) {
  const bot = await startBot({ sink, kubeconfig: cluster.kubeconfig, program: "recorded-bot" });
  const during = async (line: string, channel: string): Promise<readonly ApiCall[]> => {
    await bot.question("calls");
    await bot.ask(line, { channel });
    const calls = await bot.question<readonly ApiCall[]>("calls");
    await rest(bare);
    return calls;
  };
  await during(GET, "C1");
  await during(scaleTo(4), "C1");
  await during(scaleTo(3), "C1");
  const calls = {
    get: await during(GET, "C2"),
    up: await during(scaleTo(4), "C2"),
    down: await during(scaleTo(3), "C2"),
  };
  await bot.stop();
  return calls;
}

interface Deployment {
  readonly metadata: { readonly generation: number };
  readonly spec: { readonly replicas: number };
  readonly status?: {
    readonly observedGeneration?: number;
    readonly replicas?: number;
    readonly availableReplicas?: number;
  };
}

/** Until the Deployment has the pods that it should have, and whoever watches it has been told: everybody begins alike. */
async function rest(bare: BareCalls): Promise<void> {
  await eventually("deploy/web to be what it should be", async () => {
    const found = await bare.get("/apis/apps/v1/namespaces/shop/deployments/web");
    const { metadata, spec, status = {} } = found as Deployment;
    const { observedGeneration, replicas, availableReplicas } = status;
    return (
      observedGeneration === metadata.generation && replicas === spec.replicas && availableReplicas === spec.replicas
    );
  });
  await sleep(250);
}
