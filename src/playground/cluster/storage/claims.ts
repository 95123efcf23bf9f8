import type { KubeObject } from "../controllers/controller.ts";
import type { Draft } from "../defaults/fill.ts";
import { copy } from "./copy.ts";
import type { ObjectStore } from "./store.ts";

/** Keeps a claim that pods still use from going (StorageObjectInUseProtection). */
export const CLAIM_PROTECTION = "kubernetes.io/pvc-protection";

/**
 * Lets a deleted claim go once no pod uses it any more.
 * @returns stops it
 */
export function releaseClaims(store: ObjectStore): () => void {
  return store.onChange(({ type, object }) => {
    if (object.kind === "PersistentVolumeClaim" && type !== "DELETED") release(store, object);
    if (object.kind !== "Pod" || type !== "DELETED") return;
    for (const claim of store.list("PersistentVolumeClaim", object.metadata.namespace)) release(store, claim);
  });
}

function release(store: ObjectStore, { metadata: { name, namespace, deletionTimestamp } }: KubeObject): void {
  const claim = store.get("PersistentVolumeClaim", namespace, name);
  const finalizers = claim?.metadata.finalizers ?? [];
  if (!claim || !deletionTimestamp || !finalizers.includes(CLAIM_PROTECTION)) return;
  if (store.list("Pod", namespace).some((pod) => uses(pod, name))) return;
  const next = copy(claim);
  next.metadata.finalizers = finalizers.filter((one) => one !== CLAIM_PROTECTION);
  store.update(next);
}

const uses = ({ spec }: KubeObject, claim: string): boolean =>
  (spec.volumes ?? []).some(({ persistentVolumeClaim }: Draft) => persistentVolumeClaim?.claimName === claim);
