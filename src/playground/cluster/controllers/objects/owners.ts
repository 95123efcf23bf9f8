import type { KubeObject, NewObject, OwnerReference, Store } from "../controller.ts";

/** The one owner that manages the object, as metav1.GetControllerOf finds it. */
export function controllerOf(object: KubeObject | NewObject): OwnerReference | undefined {
  return object.metadata.ownerReferences?.find((reference) => reference.controller);
}

/** Ownership goes by uid, never by name: a recreated Deployment of the same name does not inherit the old pods. */
export function isControlledBy(object: KubeObject, owner: KubeObject): boolean {
  return controllerOf(object)?.uid === owner.metadata.uid;
}

/** Objects of a kind that this owner manages, oldest first. */
export function controlledBy(store: Store, kind: string, owner: KubeObject): KubeObject[] {
  return store
    .list(kind, owner.metadata.namespace)
    .filter((object) => isControlledBy(object, owner))
    .sort(byAge);
}

/** Oldest first; timestamps have whole seconds, so names break the ties. */
export function byAge(a: KubeObject, b: KubeObject): number {
  return (
    a.metadata.creationTimestamp.localeCompare(b.metadata.creationTimestamp) ||
    a.metadata.name.localeCompare(b.metadata.name)
  );
}

export function controllerReference(owner: KubeObject): OwnerReference {
  const { apiVersion, kind, metadata } = owner;
  return { apiVersion, kind, name: metadata.name, uid: metadata.uid, controller: true, blockOwnerDeletion: true };
}
