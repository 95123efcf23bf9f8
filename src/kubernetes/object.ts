/**
 * A Kubernetes object as it arrives: JSON that we do not own. Every field below `metadata` may be missing, whatever a
 * type says, because older servers, admission webhooks and custom resources all leave fields out.
 */
export interface KubeObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: ObjectMeta;
  // biome-ignore lint: any kind at all, custom ones included, goes through here; each reader narrows the few fields it uses.
  readonly [field: string]: any;
}

export interface ObjectMeta {
  readonly name: string;
  readonly namespace?: string;
  readonly uid?: string;
  readonly resourceVersion?: string;
  /** Counts changes of the spec, not of the status. Absent from some representations, `Scale` among them. */
  readonly generation?: number;
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly ownerReferences?: readonly OwnerReference[];
  readonly creationTimestamp?: string;
  readonly deletionTimestamp?: string;
  readonly managedFields?: readonly { readonly manager?: string; readonly subresource?: string }[];
}

export interface OwnerReference {
  readonly apiVersion: string;
  readonly kind: string;
  readonly name: string;
  readonly uid: string;
  readonly controller?: boolean;
}

/** One entry of the API's discovery: how a kind is spelled, and where it is served. */
export interface Kind {
  /** "" for the core group, else for example "apps". */
  readonly group: string;
  readonly version: string;
  /** "Deployment" */
  readonly kind: string;
  /** "deployments", the word in the URL. */
  readonly resource: string;
  readonly singular: string;
  readonly shortNames: readonly string[];
  readonly namespaced: boolean;
  readonly verbs: readonly string[];
}

/** "deployments.apps", or "pods" in the core group: what RBAC, our permissions and `kubectl api-resources` call a kind. */
export const qualified = (kind: Pick<Kind, "group" | "resource">): string =>
  kind.group === "" ? kind.resource : `${kind.resource}.${kind.group}`;

/** How people write workload kinds, and the short word we answer with. */
const SHORT: Readonly<Record<string, string>> = {
  Deployment: "deploy",
  StatefulSet: "sts",
  DaemonSet: "ds",
  ReplicaSet: "rs",
  Pod: "pod",
  Job: "job",
  CronJob: "cronjob",
  HorizontalPodAutoscaler: "hpa",
};

/** "deploy/web": short enough for a phone, and what a person may type back at us. */
export const short = (object: { readonly kind: string; readonly metadata: { readonly name: string } }): string =>
  `${SHORT[object.kind] ?? object.kind.toLowerCase()}/${object.metadata.name}`;
