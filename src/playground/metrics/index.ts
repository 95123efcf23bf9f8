/** The simulated workloads' series: for any Prometheus to scrape, and to be queried where there is none. */
import type { EmbeddedCluster } from "../cluster/index.ts";
import { families } from "./families.ts";
import { History } from "./history.ts";
import { startMeters } from "./meters.ts";
import { type MetricsServer, serveHistory } from "./server.ts";
import { exposition } from "./text.ts";

export type { MetricsServer } from "./server.ts";

/** Milliseconds of the cluster's time from one scrape to the next. */
const INTERVAL = 15_000;

/** @throws Error for a cluster that measures nothing */
export async function startMetrics({ store, clock, usage }: EmbeddedCluster): Promise<MetricsServer> {
  if (!usage) throw new Error("This cluster measures nothing, so there is nothing to show.");
  const meters = startMeters(store, clock, usage);
  const source = { store, usage, meters };
  const history = new History();
  const scrape = () => {
    history.record(clock.now(), families(source));
    cancel = clock.after(INTERVAL, scrape);
  };
  let cancel = clock.after(INTERVAL, scrape);
  const server = await serveHistory(history, () => exposition(families(source)));
  return {
    ...server,
    async close() {
      cancel();
      meters.stop();
      await server.close();
    },
  };
}
