import { isDeepStrictEqual } from "node:util";
import type { KubeObject, Store } from "../controller.ts";

/** Writes a status only where it differs: a write without a change would wake every watcher, this controller first. */
export function writeStatus(store: Store, object: KubeObject, status: Record<string, unknown>): KubeObject {
  const next = withoutEmpty(status);
  if (isDeepStrictEqual(object.status, next)) return object;
  return store.updateStatus({ ...object, status: next });
}

/** Without fields that are undefined: Kubernetes leaves out what its types mark `omitempty`. */
export function withoutEmpty(fields: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}

/** For counts that Kubernetes leaves out when they are zero. */
export function unlessZero(count: number): number | undefined {
  return count === 0 ? undefined : count;
}
