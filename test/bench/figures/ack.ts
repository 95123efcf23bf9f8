/** What it costs to tell Slack "heard you", and whether that stays quick while the same process works hard. */
import { setTimeout as sleep } from "node:timers/promises";
import { startChild } from "../child.ts";
import { atMost, below, type Effort, type Figure, median, percentile } from "../figure.ts";
import { startHeavyApi } from "../heavy-api.ts";
import { Sender, slash } from "../requests.ts";
import { startSink } from "../sink.ts";

export async function ack(effort: Effort): Promise<readonly Figure[]> {
  return [...(await cost(effort)), ...(await busy(effort))];
}

/** Processor time of each server for the same signed requests, in turn. */
async function cost({ smoke }: Effort): Promise<readonly Figure[]> {
  const sink = await startSink();
  const environment = { SLACK_API_URL: sink.url };
  const names = ["bare", "stock", "surface"] as const;
  const children = await Promise.all(names.map((name) => startChild(name, environment)));
  const each: number[][] = names.map(() => []);
  const [rounds, requests] = smoke ? [1, 200] : [7, 6000];
  for (let round = 0; round <= rounds; round++) {
    for (const [i, child] of children.entries()) {
      const used = await microseconds(child, requests, sink.responseUrl);
      if (round > 0 || smoke) each[i]?.push(used); // the first one compiles
    }
  }
  await Promise.all(children.map((child) => child.stop()));
  sink.close();
  const [bare = 0, stock = 0, surface = 0] = each.map(median);
  return [
    atMost("ack.cpu", surface, "µs", "bare node:http: verify, parse, answer", bare, 1.7),
    atMost("ack.cpu.bolt", surface, "µs", "stock Bolt", stock, 0.6),
  ];
}

async function microseconds(
  child: Awaited<ReturnType<typeof startChild>>,
  count: number,
  responseUrl: string,
): Promise<number> {
  const sender = new Sender(child.port, 32);
  const requests = Array.from({ length: count }, () => slash("get pods", responseUrl));
  const before = await child.usage();
  let next = 0;
  const worker = async () => {
    for (let one = requests[next++]; one; one = requests[next++]) await sender.send(one);
  };
  await Promise.all(Array.from({ length: 32 }, worker));
  const after = await child.usage();
  await sender.close();
  return (after.cpu - before.cpu) / count;
}

/** One acknowledgement every 50 ms while the process lists ten thousand pods and searches 100 MB of logs, again and again. */
async function busy({ smoke }: Effort): Promise<readonly Figure[]> {
  const [sink, api] = await Promise.all([
    startSink(),
    startHeavyApi({ pods: smoke ? 500 : 10_000, logBytes: smoke ? 1e6 : 1e8 }),
  ]);
  const child = await startChild("bot", { SLACK_API_URL: sink.url, KUBECONFIG: api.kubeconfig });
  const [work, light] = [new Sender(child.port, 4), new Sender(child.port, 4)];
  const until = performance.now() + (smoke ? 1000 : 12_000);
  const loop = async (line: string, ...ends: string[]) => {
    while (performance.now() < until) {
      const done = sink.next(...ends);
      await work.send(slash(line, sink.responseUrl));
      await done;
    }
  };
  const working = Promise.all([
    loop("get pods -A", "files.completeUploadExternal", "response_url"),
    loop("logs pod/web-0 -n team-0 grep needle", "response_url"),
  ]);
  const waits: number[] = [];
  while (performance.now() < until) {
    await sleep(50);
    waits.push(await light.send(slash("help", `${sink.url}/elsewhere`)));
  }
  await working;
  await Promise.all([work.close(), light.close(), child.stop(), api.stop()]);
  sink.close();
  return [below("ack.busy", percentile(waits, 99), "ms", 100)];
}
