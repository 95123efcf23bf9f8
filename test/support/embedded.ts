/** The embedded cluster with the playground's seed, on a clock that runs fast, and a kubeconfig that leads to it. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Clock } from "../../src/playground/cluster/controllers/controller.ts";
import { type EmbeddedClusterOptions, startEmbeddedCluster } from "../../src/playground/cluster/index.ts";
import { writeKubeconfig } from "../../src/playground/kubeconfig.ts";
import { release } from "../../src/playground/release.ts";
import { seedObjects } from "../../src/playground/seed.ts";

/** Twenty seconds of the cluster pass in one of ours: a rollout takes a moment, and keeps its order. */
export function fastClock(speed = 20): Clock {
  const start = Date.now();
  return {
    now: () => start + (Date.now() - start) * speed,
    after(ms, run) {
      const timer = setTimeout(run, ms / speed);
      return () => clearTimeout(timer);
    },
  };
}

export async function embedded(options: EmbeddedClusterOptions = {}) {
  const cluster = await startEmbeddedCluster({ clock: fastClock(), objects: seedObjects(), ...options });
  if (options.controllers !== false && options.objects === undefined) await release(cluster);
  const folder = mkdtempSync(join(tmpdir(), "kubemate-"));
  return {
    ...cluster,
    kubeconfig: writeKubeconfig(join(folder, "kubeconfig"), cluster.url),
    async stop() {
      await cluster.stop();
      rmSync(folder, { recursive: true });
    },
  };
}
