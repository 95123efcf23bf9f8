/** From the signed request to the posted answer, beside the same API calls sent bare, and beside a handler that starts kubectl. */
import { startRecorder, type Recorded } from "../../contract/recorder.ts";
import { startChild } from "../child.ts";
import { atMost, below, type BenchCluster, type Effort, fasterThan, type Figure, median } from "../figure.ts";
import { Sender, slash } from "../requests.ts";
import { type Sink, startSink } from "../sink.ts";
import { bareCalls } from "../bare-calls.ts";
import { kubeconfigThrough, originOf } from "../kubeconfig.ts";

export async function endToEnd({ smoke, cluster }: Effort): Promise<readonly Figure[]> {
  const sink = await startSink();
  const calls = await recordCalls(cluster, sink);
  const [bot, kubectl] = await Promise.all([
    startChild("bot", { SLACK_API_URL: sink.url, KUBECONFIG: cluster.kubeconfig }),
    startChild("kubectl", { SLACK_API_URL: sink.url, KUBECONFIG: cluster.kubeconfig, KUBECTL: cluster.kubectl }),
  ]);
  const bare = await bareCalls(cluster.kubeconfig);
  const ask = timing(new Sender(bot.port, 2), sink);
  const fork = timing(new Sender(kubectl.port, 2), sink);

  const took = { get: [[], [], []] as number[][], scale: [[], [], []] as number[][] };
  const rounds = smoke ? 2 : 40;
  for (let round = 0; round < rounds + 2; round++) {
    const up = round % 2 === 0;
    const get = [await ask("get deploy web -n shop"), await bare.time(calls.get), await fork("get deploy web -n shop")];
    const scale = [
      await ask(`scale web ${up ? 4 : 3} -n shop`),
      await bare.time(up ? calls.down : calls.up), // the other way round: each finds what the one before left
      await fork(`scale deploy web -n shop --replicas=${up ? 4 : 3}`),
    ];
    await fork("scale deploy web -n shop --replicas=" + (up ? "4" : "3"));
    if (round < 2) continue; // everything is compiled and connected by then
    for (let i = 0; i < 3; i++) {
      took.get[i]?.push(get[i] ?? 0);
      took.scale[i]?.push(scale[i] ?? 0);
    }
  }
  await Promise.all([bot.stop(), kubectl.stop(), bare.close()]);
  sink.close();
  const [get = 0, getBare = 0, getFork = 0] = took.get.map(median);
  const [scale = 0, scaleBare = 0, scaleFork = 0] = took.scale.map(median);
  return [
    atMost("e2e.get", get, "ms", `the same ${calls.get.length} API call(s), bare`, getBare, 2),
    fasterThan("e2e.get.kubectl", get, "ms", "a handler that starts kubectl", getFork, 8),
    atMost("e2e.scale", scale, "ms", `the same ${calls.up.length} API calls, bare`, scaleBare, 2),
    fasterThan("e2e.scale.kubectl", scale, "ms", "a handler that starts kubectl", scaleFork, 3),
    await connections(cluster, smoke),
  ];
}

const timing =
  (sender: Sender, sink: Sink) =>
  async (line: string): Promise<number> => {
    const answered = sink.next("response_url", "chat.postMessage");
    const began = performance.now();
    await sender.send(slash(line, sink.responseUrl));
    await answered;
    return performance.now() - began;
  };

/** What the bot asks of the API server for each line, without what it learns once (discovery). */
async function recordCalls(cluster: BenchCluster, sink: Sink) {
  const recorder = await startRecorder(...(await originOf(cluster.kubeconfig)));
  const kubeconfig = kubeconfigThrough(cluster.kubeconfig, recorder.url);
  const bot = await startChild("bot", { SLACK_API_URL: sink.url, KUBECONFIG: kubeconfig.path });
  const ask = timing(new Sender(bot.port, 1), sink);
  const during = async (line: string): Promise<readonly Recorded[]> => {
    const before = recorder.recorded.length;
    await ask(line);
    return recorder.recorded.slice(before);
  };
  await during("get deploy web -n shop");
  await during("scale web 4 -n shop");
  await during("scale web 3 -n shop");
  const calls = {
    get: await during("get deploy web -n shop"),
    up: await during("scale web 4 -n shop"),
    down: await during("scale web 3 -n shop"),
  };
  await bot.stop();
  await recorder.stop();
  kubeconfig.remove();
  return calls;
}

/** Connections that a thousand commands need, counted on the server's side. */
async function connections(cluster: BenchCluster, smoke: boolean): Promise<Figure> {
  const sink = await startSink();
  const recorder = await startRecorder(...(await originOf(cluster.kubeconfig)));
  const kubeconfig = kubeconfigThrough(cluster.kubeconfig, recorder.url);
  const bot = await startChild("bot", { SLACK_API_URL: sink.url, KUBECONFIG: kubeconfig.path });
  const sender = new Sender(bot.port, 8);
  let left = smoke ? 20 : 1000;
  const worker = async () => {
    while (left-- > 0) {
      const done = sink.next("response_url");
      await sender.send(slash("get deploy web -n shop", sink.responseUrl));
      await done;
    }
  };
  await Promise.all(Array.from({ length: 8 }, worker));
  await Promise.all([bot.stop(), sender.close()]);
  await recorder.stop();
  kubeconfig.remove();
  sink.close();
  return below("api.connections", recorder.connections(), "connections", 4);
}
