import type { KubeObject, OwnerReference } from "../controllers/controller.ts";
import { requestDeletion } from "../controllers/deletion.ts";
import { storeKey } from "../kinds/kind.ts";
import { copy } from "./copy.ts";
import type { Change } from "./history.ts";
import type { ObjectStore } from "./store.ts";

/** An owner waits until what it blocks on is gone ("foreground"), or until its dependents are let go ("orphan"). */
export const FOREGROUND = "foregroundDeletion";
export const ORPHAN = "orphan";

/**
 * Deletes what belongs to an owner that is gone, as the garbage collector of kube-controller-manager does.
 * @returns stops it
 */
export function collectGarbage(store: ObjectStore): () => void {
  /** Dependents by the uid of each owner. */
  const dependents = new Map<string, Map<string, KubeObject>>();

  function index({ type, object, previous }: Change): void {
    for (const { uid } of ownersOf(previous)) dependents.get(uid)?.delete(object.metadata.uid);
    if (type === "DELETED") return;
    for (const { uid } of ownersOf(object)) {
      let owned = dependents.get(uid);
      if (!owned) dependents.set(uid, (owned = new Map()));
      owned.set(object.metadata.uid, object);
    }
  }

  const dependentsOf = ({ metadata }: KubeObject) => [...(dependents.get(metadata.uid)?.values() ?? [])];

  function disown(dependent: KubeObject, owner: KubeObject): void {
    const current = latest(store, dependent);
    if (!current) return;
    const kept = ownersOf(current).filter(({ uid }) => uid !== owner.metadata.uid);
    const next = copy(current);
    if (kept.length > 0) next.metadata.ownerReferences = copy(kept);
    else delete next.metadata.ownerReferences;
    store.update(next);
  }

  function ownerGone(owner: KubeObject): void {
    for (const dependent of dependentsOf(owner)) {
      const current = latest(store, dependent);
      const others = ownersOf(current).filter(({ uid }) => uid !== owner.metadata.uid);
      if (others.length > 0) disown(dependent, owner);
      else if (current && !current.metadata.deletionTimestamp) requestDeletion(store, store.clock, current);
    }
    dependents.delete(owner.metadata.uid);
  }

  function ownerGoing(owner: KubeObject): void {
    const { finalizers = [] } = owner.metadata;
    if (finalizers.includes(ORPHAN)) {
      for (const dependent of dependentsOf(owner)) disown(dependent, owner);
      finish(store, owner, ORPHAN);
    } else if (finalizers.includes(FOREGROUND)) {
      const waitingFor = dependentsOf(owner)
        .map((dependent) => latest(store, dependent))
        .filter(isPresent);
      for (const dependent of waitingFor) {
        if (!dependent.metadata.deletionTimestamp) requestDeletion(store, store.clock, inForeground(dependent));
      }
      if (!waitingFor.some((dependent) => blocks(dependent, owner))) finish(store, owner, FOREGROUND);
    }
  }

  /** Whoever waits for its dependents waits for theirs too. */
  function inForeground(dependent: KubeObject): KubeObject {
    if (dependentsOf(dependent).length === 0) return dependent;
    const finalizers = [...(dependent.metadata.finalizers ?? []), FOREGROUND];
    return { ...dependent, metadata: { ...dependent.metadata, finalizers } };
  }

  // Always a moment later, like everything that a controller does: whoever deletes sees the answer first.
  const soon = (object: KubeObject, run: (owner: KubeObject) => void) => void store.clock.after(0, () => run(object));

  return store.onEachChange((change) => {
    index(change);
    const { type, object } = change;
    if (type !== "DELETED") {
      if (object.metadata.deletionTimestamp && object.metadata.finalizers?.some(isOurs)) soon(object, ownerGoing);
      return;
    }
    if (dependents.has(object.metadata.uid)) soon(object, ownerGone);
    for (const reference of ownersOf(object)) {
      const owner = ownerOf(store, object, reference);
      if (owner?.metadata.deletionTimestamp) soon(owner, ownerGoing);
    }
  });
}

const isOurs = (finalizer: string): boolean => finalizer === FOREGROUND || finalizer === ORPHAN;

const ownersOf = (object: KubeObject | undefined): readonly OwnerReference[] => object?.metadata.ownerReferences ?? [];

const isPresent = <T>(value: T | undefined): value is T => value !== undefined;

/** The object as it is now: a change may be told after others have followed it. */
function latest(store: ObjectStore, object: KubeObject): KubeObject | undefined {
  const current = store.get(storeKey(object), object.metadata.namespace, object.metadata.name);
  return current?.metadata.uid === object.metadata.uid ? current : undefined;
}

function ownerOf(store: ObjectStore, dependent: KubeObject, { apiVersion, kind, name, uid }: OwnerReference) {
  const owner = store.kinds.of({ apiVersion, kind });
  const found = owner && store.get(owner.key, owner.namespaced ? dependent.metadata.namespace : undefined, name);
  return found?.metadata.uid === uid ? found : undefined;
}

const blocks = (dependent: KubeObject, owner: KubeObject): boolean =>
  ownersOf(dependent).some((reference) => reference.uid === owner.metadata.uid && reference.blockOwnerDeletion);

function finish(store: ObjectStore, owner: KubeObject, finalizer: string): void {
  const current = latest(store, owner);
  if (!current?.metadata.finalizers?.includes(finalizer)) return;
  const next = copy(current);
  next.metadata.finalizers = current.metadata.finalizers.filter((one) => one !== finalizer);
  store.update(next);
}
