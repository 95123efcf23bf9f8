/** What it costs to tell Slack "heard you", and whether that stays quick while the same process works hard. */
import { setTimeout as sleep } from "node:timers/promises";
import { startBot } from "../bot.ts";
import { type Child, startChild } from "../child.ts";
import type { Effort } from "../effort.ts";
import { atMost, below, type Figure, median, percentile } from "../figure.ts";
import { NEEDLE, startHeavyApi } from "../heavy-api.ts";
import { Sender, slash } from "../requests.ts";
import { startSink } from "../sink.ts";

export async function ack({ smoke }: Effort): Promise<readonly Figure[]> {
  return [...(await cost(smoke)), await busy(smoke)];
}

/** Processor time of each server for as many signed requests, in turn. */
async function cost(smoke: boolean): Promise<readonly Figure[]> {
  const sink = await startSink();
  const names = ["bare", "stock", "surface"] as const;
  const children = await Promise.all(names.map((name) => startChild(name, { SLACK_API_URL: sink.url })));
  const each: number[][] = names.map(() => []);
  // The first ones compile: twenty thousand requests later nothing gets quicker any more.
  const [warming, rounds, requests] = smoke ? [1, 1, 200] : [4, 9, 5000];
  for (let round = 0; round < warming + rounds; round++) {
    for (const [i, child] of children.entries()) {
      const used = await microseconds(child, requests, `${sink.url}/response_url`);
      if (round >= warming) each[i]?.push(used);
    }
  }
  await Promise.all(children.map((child) => child.stop()));
  sink.close();
  const [bare = 0, stock = 0, surface = 0] = each.map(median);
  const ours = { value: surface, unit: "µs" };
  return [
    atMost(1.7, { name: "ack.cpu", ...ours, yardstick: bare, against: "bare node:http that verifies and parses" }),
    atMost(0.6, { name: "ack.cpu.bolt", ...ours, yardstick: stock, against: "stock Bolt" }),
  ];
}

async function microseconds(child: Child, count: number, responseUrl: string): Promise<number> {
  const sender = new Sender(child.port, 32);
  const requests = Array.from({ length: count }, () => slash("get pods", responseUrl)).values();
  const before = await child.usage();
  const worker = async () => {
    for (const request of requests) await sender.send(request);
  };
  await Promise.all(Array.from({ length: 32 }, worker));
  const after = await child.usage();
  await sender.close();
  return (after.cpu - before.cpu) / count;
}

/** One acknowledgement every 50 ms while the process lists ten thousand pods and searches 100 MB of logs, again and again. */
async function busy(smoke: boolean): Promise<Figure> {
  const [sink, api] = await Promise.all([
    startSink(),
    startHeavyApi({ pods: smoke ? 500 : 10_000, logBytes: smoke ? 2e6 : 1e8 }),
  ]);
  const bot = await startBot({ sink, kubeconfig: api.kubeconfig });
  const until = performance.now() + (smoke ? 1500 : 15_000);
  const again = async (line: string, file: string) => {
    while (performance.now() < until) await bot.ask(line, { file });
  };
  const working = Promise.all([
    again("get pods -A", "pods.txt"),
    again(`logs pod/web-0 -n team-0 tail 200 grep ${NEEDLE}`, "web-0.log"),
  ]);
  const light = new Sender(bot.port, 4);
  const waits: number[] = [];
  while (performance.now() < until) {
    await sleep(50);
    waits.push(await light.send(slash("help", `${sink.url}/elsewhere`)));
  }
  await working;
  await light.close();
  await Promise.all([bot.stop(), api.stop()]);
  sink.close();
  return below(100, { name: "ack.busy", value: percentile(waits, 99), unit: "ms" });
}
