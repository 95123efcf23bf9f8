/** How many connections to the API server a thousand commands need. An exact count: the suite asserts it too. */
import { startBot } from "../bot.ts";
import type { Effort } from "../effort.ts";
import { below, type Figure } from "../figure.ts";
import { startSink } from "../sink.ts";
import { startRelay } from "../../support/relay.ts";

const LINES = ["get deploy web -n shop", "get pods -n shop", "describe deploy web -n shop", "events -n shop"];
/** More than there are connections. */
const AT_ONCE = 8;

export async function connections({ smoke, cluster }: Effort): Promise<readonly Figure[]> {
  const sink = await startSink();
  const relay = await startRelay(cluster.kubeconfig);
  const bot = await startBot({ sink, kubeconfig: relay.kubeconfig });
  const lines = Array.from({ length: smoke ? 40 : 1000 }, (_, i) => LINES[i % LINES.length] ?? "").values();
  const worker = async () => {
    for (const line of lines) await bot.ask(line);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  await bot.stop();
  await relay.stop();
  sink.close();
  return [below(4, { name: "api.connections", value: relay.connections(), unit: "connections" })];
}
