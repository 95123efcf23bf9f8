import { storeKey } from "../kinds/kind.ts";
import type { Clock, KubeObject, Store } from "./controller.ts";
import { rfc3339 } from "./time.ts";

/**
 * What a DELETE request means. Most objects go at once. An object with finalizers, and a pod that runs somewhere, is
 * only marked with a deletionTimestamp: whoever owns the finalizer, or the kubelet, removes it when it is done.
 * A second request may shorten the grace of the first, never prolong it.
 *
 * @param gracePeriodSeconds of the request; without it, the pod's own terminationGracePeriodSeconds
 */
export function requestDeletion(store: Store, clock: Clock, object: KubeObject, gracePeriodSeconds?: number): void {
  const { name, namespace, finalizers = [], deletionTimestamp, deletionGracePeriodSeconds } = object.metadata;
  const grace = graceOf(object, gracePeriodSeconds);
  if (grace === 0 && finalizers.length === 0) {
    store.delete(storeKey(object), namespace, name);
    return;
  }
  if (deletionTimestamp && grace >= (deletionGracePeriodSeconds ?? 0)) return;
  const mark = { deletionTimestamp: rfc3339(clock.now() + grace * 1000), deletionGracePeriodSeconds: grace };
  store.update({ ...object, metadata: { ...object.metadata, ...mark } });
}

/** Seconds. A pod that no kubelet has, or whose containers have all ended, has nothing to wait for. */
function graceOf(object: KubeObject, requested: number | undefined): number {
  if (object.kind !== "Pod" || !object.spec.nodeName) return 0;
  if (["Succeeded", "Failed"].includes(object.status?.phase)) return 0;
  return requested ?? object.spec.terminationGracePeriodSeconds ?? 30;
}
