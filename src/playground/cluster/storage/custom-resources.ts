import type { KubeObject } from "../controllers/controller.ts";
import { requestDeletion } from "../controllers/deletion.ts";
import { rfc3339 } from "../controllers/time.ts";
import { storeKey } from "../kinds/kind.ts";
import { copy, same } from "./copy.ts";
import type { ObjectStore } from "./store.ts";

const KIND = "CustomResourceDefinition";

/**
 * Serves the kinds of each CustomResourceDefinition as long as it is there, and says so in its status.
 * @returns stops it
 */
export function serveCustomResources(store: ObjectStore): () => void {
  return store.onChange(({ type, object }) => {
    if (object.kind !== KIND) return;
    if (type === "DELETED") deleteResources(store, object);
    store.kinds.define(store.list(KIND));
    if (type !== "DELETED") establish(store, object);
  });
}

function establish(store: ObjectStore, definition: KubeObject): void {
  const current = store.get(KIND, undefined, definition.metadata.name);
  if (!current) return;
  const { names, versions } = current.spec;
  const lastTransitionTime = rfc3339(store.clock.now());
  const condition = (type: string, reason: string, message: string) =>
    (current.status.conditions ?? []).find((one: { type: string }) => one.type === type) ?? {
      type,
      status: "True",
      lastTransitionTime,
      reason,
      message,
    };
  const status = {
    acceptedNames: names,
    conditions: [
      condition("NamesAccepted", "NoConflicts", "no conflicts found"),
      condition("Established", "InitialNamesAccepted", "the initial names have been accepted"),
    ],
    storedVersions: versions
      .filter((version: { storage: boolean }) => version.storage)
      .map(({ name }: { name: string }) => name),
  };
  if (!same(status, current.status)) store.updateStatus({ ...copy(current), status });
}

function deleteResources(store: ObjectStore, { spec }: KubeObject): void {
  for (const resource of store.list(storeKey({ apiVersion: `${spec.group}/v1`, kind: spec.names.kind }))) {
    requestDeletion(store, store.clock, resource);
  }
}
