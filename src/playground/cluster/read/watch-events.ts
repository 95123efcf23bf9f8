import type { KubeObject } from "../controllers/controller.ts";
import { apiVersionOf } from "../kinds/kind.ts";
import type { Change } from "../storage/history.ts";
import type { View } from "./represent.ts";

export interface WatchEvent {
  readonly type: Change["type"];
  readonly object: KubeObject;
}

/** A change as a watch with a selector sees it: an object that no longer matches is gone, one that begins to is new. */
export function eventFor(
  { type, object, previous }: Change,
  matches: (object: KubeObject) => boolean,
): WatchEvent | undefined {
  const before = previous !== undefined && matches(previous);
  const after = type !== "DELETED" && matches(object);
  if (before && after) return { type: "MODIFIED", object };
  if (after) return { type: "ADDED", object };
  if (!before) return undefined;
  // As it was last seen, with the version of its leaving.
  const { resourceVersion } = object.metadata;
  return { type: "DELETED", object: { ...previous, metadata: { ...previous.metadata, resourceVersion } } };
}

/**
 * An object with a version and nothing else: "you have seen everything up to here".
 * @param last of the objects that were there when the watch began
 */
export function bookmark({ kind, shape }: View, version: number, last = false): object {
  const resourceVersion = String(version);
  const metadata = { resourceVersion, ...(last && { annotations: { "k8s.io/initial-events-end": "true" } }) };
  if (shape === "full") return { kind: kind.kind, apiVersion: apiVersionOf(kind), metadata };
  const object = { kind: "PartialObjectMetadata", apiVersion: "meta.k8s.io/v1", metadata };
  if (shape === "metadata") return object;
  const rows = [{ cells: [], object }];
  return { kind: "Table", apiVersion: "meta.k8s.io/v1", metadata: { resourceVersion }, columnDefinitions: null, rows };
}
