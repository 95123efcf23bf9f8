import type { KubeObject } from "../controllers/controller.ts";
import type { Kind } from "../kinds/kind.ts";
import { conflict, modifiedMeanwhile } from "../status.ts";

/** Kinds that etcd knows by an older name. */
const ETCD_FOLDERS: Readonly<Record<string, string>> = { nodes: "minions", services: "services/specs" };

/** An update may name the object it means, and the version it was made from. @throws Conflict */
export function checkPreconditions(kind: Kind, current: KubeObject, { metadata }: KubeObject): void {
  const { name, uid, resourceVersion } = metadata;
  if (uid && uid !== current.metadata.uid) throw conflict(kind, name, anotherObject(kind, current, uid));
  if (resourceVersion && resourceVersion !== current.metadata.resourceVersion) {
    throw conflict(kind, name, modifiedMeanwhile);
  }
}

/** The API server lets the storage's own error through here, with the object's key in etcd. */
function anotherObject({ group, plural, custom }: Kind, { metadata }: KubeObject, uid: string): string {
  const folder = ETCD_FOLDERS[plural] ?? (custom ? `${group}/${plural}` : plural);
  const key = ["/registry", folder, metadata.namespace, metadata.name].filter(Boolean).join("/");
  const precondition = `Precondition failed: UID in precondition: ${uid}, UID in object meta: ${metadata.uid}`;
  return `StorageError: invalid object, Code: 4, Key: ${key}, ResourceVersion: 0, AdditionalErrorMsg: ${precondition}`;
}
