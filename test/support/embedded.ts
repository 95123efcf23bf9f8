/** The embedded cluster with the playground's seed, on a clock that runs fast, and a kubeconfig that leads to it. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import type { Clock } from "../../src/playground/cluster/controllers/controller.ts";
import {
  type EmbeddedCluster,
  type EmbeddedClusterOptions,
  startEmbeddedCluster,
} from "../../src/playground/cluster/index.ts";
import { type Rollout, seedObjects, seedRollouts } from "../../src/playground/seed.ts";

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

/** The releases that came after the first: they give a rollout's history something to show. */
async function releases({ url, store }: EmbeddedCluster): Promise<void> {
  const settled = ({ kind, namespace, name }: Rollout) => {
    const { metadata, status } = store.get(kind, namespace, name) ?? { metadata: undefined, status: undefined };
    const all = status?.replicas ?? status?.desiredNumberScheduled;
    const good = status?.availableReplicas ?? status?.numberAvailable;
    return all > 0 && all === good && status.observedGeneration === metadata?.generation;
  };
  for (const release of seedRollouts()) {
    const { kind, namespace, name, patch } = release;
    while (!settled(release)) await wait(5);
    const path = `/apis/apps/v1/namespaces/${namespace}/${kind.toLowerCase()}s/${name}`;
    const headers = { "content-type": "application/strategic-merge-patch+json" };
    const response = await fetch(url + path, { method: "PATCH", headers, body: JSON.stringify(patch) });
    if (!response.ok) throw new Error(await response.text());
  }
}

export async function embedded(options: EmbeddedClusterOptions = {}) {
  const cluster = await startEmbeddedCluster({ clock: fastClock(), objects: seedObjects(), ...options });
  await releases(cluster);
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
