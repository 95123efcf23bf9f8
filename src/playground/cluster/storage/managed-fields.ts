import type { KubeObject, Metadata } from "../controllers/controller.ts";
import { rfc3339 } from "../controllers/time.ts";

/** Who writes: `fieldManager` of the request, in which version, through which subresource. */
export interface Manager {
  readonly name: string;
  readonly apiVersion: string;
  readonly subresource: string;
}

export interface ManagedFieldsEntry {
  readonly manager: string;
  readonly operation: "Update";
  readonly apiVersion: string;
  readonly time: string;
  readonly subresource?: string;
}

export type ManagedMetadata = Metadata & { managedFields?: readonly ManagedFieldsEntry[] };

/**
 * Notes in `metadata.managedFields` who wrote last, which is how a client finds out whether a write of its own arrived.
 * Which fields each manager owns is left out: only server-side apply needs that.
 */
export function withManager(object: KubeObject, { name, apiVersion, subresource }: Manager, now: number): void {
  const metadata: ManagedMetadata = object.metadata;
  const others = (metadata.managedFields ?? []).filter(
    (entry) => entry.manager !== name || entry.apiVersion !== apiVersion || (entry.subresource ?? "") !== subresource,
  );
  const time = rfc3339(now);
  const entry = { manager: name, operation: "Update" as const, apiVersion, time, ...(subresource && { subresource }) };
  metadata.managedFields = [...others, entry];
}
