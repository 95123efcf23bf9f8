/** An online shop in a cluster, with what measures it: the playground without anybody who talks. */
import { join } from "node:path";
import { hurryingClock } from "./clock.ts";
import { sharedUsage } from "./cluster/controllers/usage.ts";
import { type EmbeddedCluster, startEmbeddedCluster } from "./cluster/index.ts";
import { writeKubeconfig } from "./kubeconfig.ts";
import { type MetricsServer, startMetrics } from "./metrics/index.ts";
import { startPrometheus } from "./metrics/prometheus.ts";
import { release } from "./release.ts";
import { seedObjects } from "./seed.ts";

export interface Shop {
  readonly cluster: EmbeddedCluster;
  /** For a Prometheus to scrape. */
  readonly metrics: MetricsServer;
  /** Who answers PromQL: a real Prometheus where there is one, else the playground itself. */
  readonly prometheusUrl: string;
  /** The path of a file, for the bot and for kubectl. */
  readonly kubeconfig: string;
  /** Resolves when it has been running for a while. */
  readonly open: Promise<unknown>;
  stop(): Promise<void>;
}

/** @param folder for whatever has to stand in a file; whoever made it removes it */
export async function startShop(folder: string): Promise<Shop> {
  // Five minutes pass in the first three seconds: pods are up, and what crashes has crashed a few times.
  const clock = hurryingClock(5 * 60_000, 100);
  const cluster = await startEmbeddedCluster({ objects: seedObjects(), clock, usage: sharedUsage });
  const metrics = await startMetrics(cluster);
  const prometheus = await startPrometheus(metrics.metrics, folder);
  return {
    cluster,
    metrics,
    prometheusUrl: prometheus?.url ?? metrics.url,
    kubeconfig: writeKubeconfig(join(folder, "kubeconfig"), cluster.url),
    open: Promise.all([release(cluster), clock.caughtUp]),
    async stop() {
      await Promise.all([metrics.close(), prometheus?.stop(), cluster.stop()]);
    },
  };
}
