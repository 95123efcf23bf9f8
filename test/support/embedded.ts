/** The embedded cluster with the playground's seed, on a clock that runs fast, and a kubeconfig that leads to it. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Clock } from "../../src/playground/cluster/controllers/controller.ts";
import { type EmbeddedClusterOptions, startEmbeddedCluster } from "../../src/playground/cluster/index.ts";
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
  const folder = mkdtempSync(join(tmpdir(), "kubemate-"));
  const kubeconfig = join(folder, "kubeconfig");
  writeFileSync(
    kubeconfig,
    JSON.stringify({
      apiVersion: "v1",
      kind: "Config",
      "current-context": "playground",
      clusters: [{ name: "playground", cluster: { server: cluster.url, "insecure-skip-tls-verify": true } }],
      users: [{ name: "kubemate", user: {} }],
      contexts: [{ name: "playground", context: { cluster: "playground", user: "kubemate", namespace: "shop" } }],
    }),
  );
  return {
    ...cluster,
    kubeconfig,
    async stop() {
      await cluster.stop();
      rmSync(folder, { recursive: true });
    },
  };
}
