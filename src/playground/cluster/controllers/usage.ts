import { createHash } from "node:crypto";
import type { KubeObject, Store } from "./controller.ts";
import { controllerOf } from "./objects/owners.ts";
import { requestsOf } from "./scheduler/requests.ts";

/** CPU in cores, memory in bytes. */
export interface Usage {
  cpu: number;
  memory: number;
}

export type UsageOf = (pod: KubeObject) => Usage;

/** On a workload: how busy it is, in pods' worth of what they request. Left out: 0.4 for each pod that it began with. */
export const LOAD = "kubemate.dev/load";

/**
 * What a running pod uses: its share of the workload's load in CPU, and most of the memory that it requests. More pods
 * share the same load, so an autoscaler comes to rest. Others use nothing.
 */
export const sharedUsage =
  (store: Pick<Store, "get" | "list">): UsageOf =>
  (pod) => {
    if (pod.status?.phase !== "Running") return { cpu: 0, memory: 0 };
    const requests = requestsOf(pod);
    const { cpu, memory } = steadyShares(pod);
    const workload = workloadOf(store, pod);
    const load = Number(workload?.metadata.annotations?.[LOAD] ?? Number.NaN);
    const pods = Math.max(1, workload?.status?.readyReplicas ?? 1);
    const busy = Number.isFinite(load) ? (load / pods) * (cpu / 0.4) : cpu;
    return { cpu: requests.cpu * busy, memory: requests.memory * memory };
  };

function workloadOf(store: Pick<Store, "get">, pod: KubeObject): KubeObject | undefined {
  const owner = controllerOf(pod);
  const object = owner && store.get(owner.kind, pod.metadata.namespace, owner.name);
  const above = object && controllerOf(object);
  return above ? store.get(above.kind, pod.metadata.namespace, above.name) : object;
}

/**
 * Its own for each pod, as no two are alike; but less apart than the tenth that an autoscaler tolerates, rounded up to
 * whole millicores: it would begin to scale by itself, now and then.
 */
function steadyShares({ metadata }: KubeObject): Usage {
  const digest = createHash("sha256").update(metadata.uid).digest();
  const share = (byte: number, from: number, to: number) => from + ((to - from) * (digest[byte] ?? 0)) / 255;
  return { cpu: share(0, 0.37, 0.43), memory: share(1, 0.6, 0.7) };
}
