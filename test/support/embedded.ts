/** The embedded cluster with the playground's seed, on a clock that runs fast, and a kubeconfig that leads to it. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fastClock } from "../../src/playground/clock.ts";
import { type EmbeddedClusterOptions, startEmbeddedCluster } from "../../src/playground/cluster/index.ts";
import { writeKubeconfig } from "../../src/playground/kubeconfig.ts";
import { release } from "../../src/playground/release.ts";
import { seedObjects } from "../../src/playground/seed.ts";

export async function embedded(options: EmbeddedClusterOptions = {}) {
  const cluster = await startEmbeddedCluster({ clock: fastClock(20), objects: seedObjects(), ...options });
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
