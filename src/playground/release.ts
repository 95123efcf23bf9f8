/** The releases that came after the first ones: they give `rollout history` and `rollout undo` a past. */
import { setTimeout as wait } from "node:timers/promises";
import type { KubeObject } from "./cluster/controllers/controller.ts";
import type { EmbeddedCluster } from "./cluster/index.ts";
import { seedRollouts } from "./seed.ts";

/** Resolves when the last one has begun. Each waits until what it changes has settled. */
export async function release({ url, store }: EmbeddedCluster): Promise<void> {
  for (const rollout of seedRollouts()) {
    while (!settled(store.get(rollout.kind, rollout.namespace, rollout.name))) await wait(10);
    const path = `/apis/apps/v1/namespaces/${rollout.namespace}/${rollout.kind.toLowerCase()}s/${rollout.name}`;
    const headers = { "content-type": "application/strategic-merge-patch+json" };
    const response = await fetch(url + path, { method: "PATCH", headers, body: JSON.stringify(rollout.patch) });
    if (!response.ok) throw new Error(`${rollout.name}: ${await response.text()}`);
  }
}

function settled(object: KubeObject | undefined): boolean {
  if (!object) return false;
  const { metadata, status = {} } = object;
  const all = status.replicas ?? status.desiredNumberScheduled;
  const good = status.availableReplicas ?? status.numberAvailable;
  return all > 0 && all === good && status.observedGeneration === metadata.generation;
}
