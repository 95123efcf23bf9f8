import type { RecordEvent } from "./events.ts";
import type { UsageOf } from "./usage.ts";

/**
 * What the controllers know of the world: a store of objects, a clock, and where logs come from.
 * Nothing here speaks HTTP, so a controller reads like a description of what Kubernetes does.
 */

/** What every controller is given. */
export interface ControllerContext {
  store: Store;
  clock: Clock;
  record: RecordEvent;
  /** What pods use, as metrics-server would say; undefined in a cluster that has none. */
  usage: UsageOf | undefined;
}

/**
 * A loop that brings objects of one kind nearer to what they ask for. It is told *which* object to look at, never what
 * changed: whatever it missed meanwhile, one look at the present state is enough. That is why Kubernetes heals.
 */
export interface Controller {
  /** The kind it looks after, as in a manifest: "Deployment". */
  kind: string;
  /**
   * Looks at one object and does what is missing.
   * @returns milliseconds until it wants another look though nothing has changed
   */
  reconcile(object: KubeObject): number | undefined | void;
  /**
   * Which of its objects a change may concern. Not needed for the object itself and for what it owns: those changes
   * are followed anyway.
   */
  affectedBy?(event: StoreEvent): readonly KubeObject[];
}

export interface OwnerReference {
  apiVersion: string;
  kind: string;
  name: string;
  uid: string;
  controller?: boolean;
  blockOwnerDeletion?: boolean;
}

export interface Metadata {
  name: string;
  namespace?: string;
  uid: string;
  resourceVersion: string;
  generation?: number;
  labels?: Record<string, string>;
  annotations?: Record<string, string>;
  ownerReferences?: OwnerReference[];
  creationTimestamp: string;
  deletionTimestamp?: string;
  deletionGracePeriodSeconds?: number;
  generateName?: string;
  finalizers?: string[];
}

export interface KubeObject {
  apiVersion: string;
  kind: string;
  metadata: Metadata;
  // A generic store holds every kind, custom ones included, so the remaining fields have no one type.
  [field: string]: any;
}

/** An object as a person writes it: no uid, no resourceVersion; the store fills them in. */
export type NewObject = Omit<KubeObject, "metadata"> & {
  metadata: Partial<Metadata> & ({ name: string } | { generateName: string });
};

export interface StoreEvent {
  type: "ADDED" | "MODIFIED" | "DELETED";
  object: KubeObject;
}

/**
 * The objects of the cluster, with what the API server does to each write: defaults, admission, uid, resourceVersion,
 * generation. It copies what it is given. What it hands out is shared with everybody: make a new object, change none.
 */
export interface Store {
  /** @param kind as in a manifest: "Deployment", "Pod" */
  list(kind: string, namespace?: string): readonly KubeObject[];
  get(kind: string, namespace: string | undefined, name: string): KubeObject | undefined;
  /** @throws AlreadyExists, or Forbidden when admission (a ResourceQuota) refuses */
  create(object: NewObject): KubeObject;
  /**
   * Replaces spec and metadata, the deletionTimestamp included. A changed spec raises the generation, except where the
   * change only binds a pod to its node (`spec.nodeName`), as in the API server.
   * @throws Conflict when the resourceVersion is stale
   */
  update(object: KubeObject): KubeObject;
  /**
   * Replaces the status; the generation stays. Annotations are taken too: a Deployment's revision is written this way,
   * because an annotation written through `update` would raise its generation.
   * @throws Conflict when the resourceVersion is stale
   */
  updateStatus(object: KubeObject): KubeObject;
  /** Removes it now. Grace periods and finalizers come before: requestDeletion in deletion.ts. */
  delete(kind: string, namespace: string | undefined, name: string): void;
  /** @returns stops listening */
  onChange(listener: (event: StoreEvent) => void): () => void;
}

export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
  /** Runs something once, `ms` from now. @returns cancels it */
  after(ms: number, run: () => void): () => void;
}

export interface LogLine {
  /** Milliseconds since 1970. */
  time: number;
  text: string;
}

export interface LogSource {
  /** Every line so far, oldest first; `previous` means the container instance before the last restart. */
  lines(pod: KubeObject, container: string, options: { previous: boolean }): readonly LogLine[];
  /** @returns stops listening */
  onLine(listener: (pod: KubeObject, container: string, line: LogLine) => void): () => void;
}
