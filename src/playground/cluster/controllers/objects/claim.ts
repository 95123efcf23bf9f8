import type { KubeObject, Store } from "../controller.ts";
import { byAge, controllerOf, controllerReference, isControlledBy } from "./owners.ts";
import { isActive } from "./pods.ts";
import { matches } from "./selector.ts";

/**
 * The pods of a workload, oldest first, after settling who belongs to it: a pod whose labels no longer match is
 * released (people relabel a pod to keep it for inspection), an orphan whose labels do match is adopted.
 */
export function claimPods(store: Store, owner: KubeObject): KubeObject[] {
  const claimed: KubeObject[] = [];
  for (const pod of store.list("Pod", owner.metadata.namespace)) {
    const wanted = matches(owner.spec.selector, pod.metadata.labels);
    if (isControlledBy(pod, owner)) {
      if (wanted) claimed.push(pod);
      else if (!pod.metadata.deletionTimestamp) release(store, pod, owner);
    } else if (wanted && !controllerOf(pod) && isActive(pod) && !owner.metadata.deletionTimestamp) {
      claimed.push(adopt(store, pod, owner));
    }
  }
  return claimed.sort(byAge);
}

function release(store: Store, pod: KubeObject, owner: KubeObject): void {
  const { ownerReferences = [], ...metadata } = pod.metadata;
  const others = ownerReferences.filter(({ uid }) => uid !== owner.metadata.uid);
  store.update({ ...pod, metadata: { ...metadata, ...(others.length > 0 && { ownerReferences: others }) } });
}

function adopt(store: Store, pod: KubeObject, owner: KubeObject): KubeObject {
  const ownerReferences = [...(pod.metadata.ownerReferences ?? []), controllerReference(owner)];
  return store.update({ ...pod, metadata: { ...pod.metadata, ownerReferences } });
}
