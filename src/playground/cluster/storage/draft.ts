import { randomUUID } from "node:crypto";
import type { Clock, KubeObject, Metadata, NewObject } from "../controllers/controller.ts";
import { rfc3339 } from "../controllers/time.ts";
import { apiVersionOf, type Kind } from "../kinds/kind.ts";
import { copy } from "./copy.ts";
import type { ManagedMetadata } from "./managed-fields.ts";
import { generatedName } from "./names.ts";

/** A new object with the identity that the server gives it. @param stored the version of the kind that is kept */
export function newDraft(object: NewObject, stored: Kind, clock: Clock): KubeObject {
  const { metadata } = object;
  return copy<KubeObject>({
    ...(object as KubeObject),
    apiVersion: apiVersionOf(stored),
    metadata: {
      ...metadata,
      name: metadata.name || (metadata.generateName ? generatedName(metadata.generateName) : ""),
      // A seed may bring its own, so that its ownerReferences hold; the HTTP side takes it away from clients.
      uid: metadata.uid ?? randomUUID(),
      resourceVersion: "",
      creationTimestamp: metadata.creationTimestamp ?? rfc3339(clock.now()),
      generation: stored.hasGeneration ? 1 : undefined,
    } as Metadata,
  });
}

/** An object as it shall be, with what an update cannot change put back. */
export function updatedDraft(object: KubeObject, current: KubeObject, { hasStatus }: Kind): KubeObject {
  const { uid, creationTimestamp, resourceVersion, managedFields }: ManagedMetadata = current.metadata;
  return copy<KubeObject>({
    ...object,
    apiVersion: current.apiVersion,
    metadata: { ...object.metadata, uid, creationTimestamp, resourceVersion, managedFields } as Metadata,
    ...(hasStatus && { status: current.status }),
  });
}

/** An object with another status. Annotations may change with it: controllers note a revision in the same write. */
export function statusDraft(object: KubeObject, current: KubeObject): KubeObject {
  const { annotations } = object.metadata;
  const metadata = copy({ ...current.metadata, ...(annotations && { annotations }) });
  return { ...current, metadata, status: copy(object.status) };
}

/** Whether an object that is being deleted has nothing left to wait for. */
export function waitsForNobody({ kind, metadata, spec }: KubeObject): boolean {
  return (
    metadata.deletionTimestamp !== undefined &&
    !metadata.deletionGracePeriodSeconds &&
    !metadata.finalizers?.length &&
    !(kind === "Namespace" && spec?.finalizers?.length)
  );
}
