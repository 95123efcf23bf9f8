/** One kind of object as discovery describes it: how it is spelled, where it is served, and what can be done with it. */
export interface Kind {
  readonly group: string;
  readonly version: string;
  /** "Deployment" */
  readonly kind: string;
  /** "deployments": the word in the URL. */
  readonly plural: string;
  readonly singular: string;
  readonly shortNames: readonly string[];
  readonly categories: readonly string[];
  readonly namespaced: boolean;
  readonly verbs: readonly string[];
  readonly subresources: readonly Subresource[];
  /** What the store calls it. Several versions or groups may share one storage, as the two Event kinds do. */
  readonly key: string;
  /** Whether the API server counts changes of its spec in `metadata.generation`. */
  readonly hasGeneration: boolean;
  /** Whether `status` is written through its own subresource only. */
  readonly hasStatus: boolean;
  /** Where `/scale` finds its numbers, for kinds that can be scaled. */
  readonly scale?: ScalePaths;
  /** The columns and the schema that a CustomResourceDefinition gives for this version. */
  readonly custom?: CustomVersion;
}

export interface Subresource {
  readonly name: string;
  readonly verbs: readonly string[];
  readonly responseKind: { readonly group: string; readonly version: string; readonly kind: string };
}

/** Dotted paths, as in a CustomResourceDefinition: ".spec.replicas". */
export interface ScalePaths {
  readonly specReplicasPath: string;
  readonly statusReplicasPath: string;
  readonly labelSelectorPath?: string;
}

export interface PrinterColumn {
  readonly name: string;
  readonly type: string;
  readonly format?: string;
  readonly description?: string;
  readonly priority?: number;
  readonly jsonPath: string;
}

export interface CustomVersion {
  readonly schema: Schema;
  readonly columns: readonly PrinterColumn[];
}

/** The part of OpenAPI v3 that structural schemas may use. */
export interface Schema {
  readonly type?: string;
  readonly description?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: Schema | boolean;
  readonly items?: Schema;
  readonly required?: readonly string[];
  readonly enum?: readonly unknown[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly default?: unknown;
  readonly nullable?: boolean;
  readonly "x-kubernetes-preserve-unknown-fields"?: boolean;
  readonly "x-kubernetes-int-or-string"?: boolean;
}

/** "apps/v1", or "v1" in the core group. */
export const apiVersionOf = ({ group, version }: { group: string; version: string }): string =>
  group ? `${group}/${version}` : version;

/** The group of an apiVersion, "" for the core group. */
export const groupOf = (apiVersion: string): string => apiVersion.split("/").at(-2) ?? "";

/**
 * What the store calls a kind: "Deployment", or "Widget.example.com" for a custom kind, because any number of operators
 * may define a Cluster or a Service of their own.
 */
export function storeKey({ apiVersion, kind }: { apiVersion: string; kind: string }): string {
  const group = groupOf(apiVersion);
  return group.includes(".") && !group.endsWith(".k8s.io") ? `${kind}.${group}` : kind;
}
