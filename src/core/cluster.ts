/**
 * What we ask of a Kubernetes cluster, bound to the person who asks. The only implementation speaks HTTP (src/cluster);
 * every method is a call as that person, so the cluster's own RBAC has the last word. All of them throw Failure.
 */
import type { FieldDoc } from "../kubernetes/fields.ts";
import type { Kind, KubeObject } from "../kubernetes/object.ts";
import type { ApiCall, Change, Target } from "./change.ts";
import type { TableBlock } from "./reply.ts";

export interface Query {
  /** Undefined: all namespaces. */
  readonly namespace?: string | undefined;
  readonly name?: string | undefined;
  /** A label selector in kubectl's words: app=web,tier!=cache */
  readonly labels?: string | undefined;
  /** A field selector: status.phase=Pending */
  readonly fields?: string | undefined;
}

export interface LogQuery {
  readonly namespace: string;
  /** "deploy/web", "pod/web-1" or a bare name: every pod of a workload is read and merged by time. */
  readonly target: string;
  readonly container?: string | undefined;
  /** Milliseconds back from now. */
  readonly since?: number | undefined;
  readonly previous?: boolean | undefined;
  /** Keep the last this many lines: the end is where the error is. */
  readonly keep: number;
  readonly grep?: { readonly literal: string } | { readonly pattern: string } | undefined;
}

export interface LogLine {
  readonly pod: string;
  /** RFC 3339 with nanoseconds, as the kubelet gives it. */
  readonly time: string;
  readonly text: string;
}

export interface Logs {
  readonly lines: readonly LogLine[];
  /** Lines that matched, kept or not. Without a search only the end is asked for, so these are the lines themselves. */
  readonly matched: number;
  readonly bytes: number;
  readonly pods: readonly string[];
  /** The container that was read, and the others there are. */
  readonly container: string;
  readonly others: readonly string[];
  /** Pods that could not be read, with the API's reason: "container is waiting to start: trying and failing to pull image". */
  readonly unread: readonly { readonly pod: string; readonly reason: string }[];
}

export interface Cluster {
  readonly name: string;

  /** Which kind a word means: kind, plural, singular, short name, or "resource.group". Secrets are refused here. */
  kind(word: string): Promise<Kind>;
  get(kind: Kind, namespace: string | undefined, name: string): Promise<KubeObject>;
  /** All objects that match, page by page. For big lists prefer `table`. */
  list(kind: Kind, query: Query): Promise<readonly KubeObject[]>;
  /** The server's own table of what matches, with a NAMESPACE column where several namespaces are asked for. */
  table(kind: Kind, query: Query & { readonly wide?: boolean }): Promise<TableBlock>;
  /** Names only, for suggestions and completion. At most `limit`. */
  names(kind: Kind, namespace: string | undefined, limit: number): Promise<readonly string[]>;
  /** "deploy/web", "deployment web" or "web" → the object. Ambiguous and unknown names throw with what is near. */
  workload(target: string, namespace: string, kinds?: readonly string[]): Promise<KubeObject>;
  /** The object now, and again whenever it changes, until `signal` aborts. Survives 410 and dropped connections. `undefined` once it is gone. */
  watch(
    kind: Kind,
    namespace: string | undefined,
    name: string,
    signal: AbortSignal,
  ): AsyncIterable<KubeObject | undefined>;

  logs(query: LogQuery, signal: AbortSignal): Promise<Logs>;
  /** Whole pictures of the log's end as it grows. Ends when every pod's stream ends or `signal` aborts. */
  follow(query: LogQuery, signal: AbortSignal): AsyncIterable<Logs>;

  /** May this person do that here? Asked of the cluster as the person (SelfSubjectAccessReview). */
  can(
    verb: string,
    kind: Kind,
    namespace: string | undefined,
    options?: { name?: string | undefined; subresource?: string | undefined },
  ): Promise<{ allowed: boolean; reason: string }>;
  /** Field documentation from the cluster's OpenAPI, as `kubectl explain` reads it. */
  fields(path: readonly string[]): Promise<FieldDoc>;

  /** The object as it would be: a server-side dry-run of the call. */
  preview(target: Target, call: ApiCall): Promise<KubeObject>;
  /**
   * Carry out a change, once. `operation` travels as the field manager. When the answer is lost, reads what became of
   * it; throws Failure "unknown-outcome" only where reading cannot tell.
   * @returns the object afterwards, or its Scale where that was patched; undefined where it was deleted
   */
  execute(change: Change, operation: string): Promise<KubeObject | undefined>;
  /**
   * Whether a change that may have been sent before this process started was carried out, by reading what it was about.
   * Waits until the server has given up on the request too. @throws Failure "unknown-outcome" where reading cannot tell
   */
  happened(change: Change, operation: string): Promise<boolean>;
}

/** The clusters that the configuration serves. */
export interface Clusters {
  readonly names: readonly string[];
  /** The one that is meant when nobody names one. */
  readonly default: string;
  /** The namespace of its kubeconfig context, or "default". */
  namespace(name: string): string;
  /** A cluster as this person. `as` undefined: whoever the kubeconfig names (the terminal). `signal` ends its calls, a change already sent excepted. Throws Failure "unknown-cluster". */
  connect(name: string, as: Identity | undefined, signal?: AbortSignal): Cluster;
  /** Version and reachability, as the bot itself. */
  health(name: string): Promise<{ readonly version: string } | { readonly problem: string }>;
}

/** A Kubernetes user to impersonate. */
export interface Identity {
  readonly user: string;
  readonly groups: readonly string[];
  readonly extra?: Readonly<Record<string, readonly string[]>>;
}
