/** The world as a command sees it. Every effect that a command can have is a method reachable from here. */
import type { Answer, Command, Invocation } from "./command.ts";
import type { Cluster, Clusters, Identity } from "./cluster.ts";
import type { Knowledge } from "./knowledge.ts";
import type { Defaults, SavedQueries } from "./ledger.ts";
import type { Kind } from "../kubernetes/object.ts";
import type { Policy } from "./policy.ts";
import type { Prometheus } from "./prometheus.ts";

/** Who asks: already identified. */
export interface Person {
  /** Unique across workspaces: "T123:U456". In the terminal: "terminal". */
  readonly id: string;
  readonly name: string;
  /** How a reply addresses this person: a Slack mention is drawn from it by the renderer. */
  readonly slack?: { readonly team: string; readonly user: string };
  /** Undefined in the terminal, where the kubeconfig names the person and nothing is impersonated. */
  readonly kubernetes?: Identity;
}

/** Where something is said. */
export interface Place {
  /** Unique across workspaces: "T123:C456". In the terminal: "terminal". */
  readonly id: string;
  /** A direct message, a thread that the bot owns, a terminal: everybody here may see everything the asker may. */
  readonly private: boolean;
  readonly thread?: string;
}

/** What the conversation is already about. It only fills missing arguments of the same name. */
export interface Scope {
  readonly cluster?: string;
  readonly namespace?: string;
  readonly target?: string;
}

export interface Context {
  readonly person: Person;
  readonly place: Place;
  /** The reference of this request: it is in the audit rows, and people quote it when they ask for help. */
  readonly reference: string;
  readonly commands: readonly Command[];
  readonly policy: Policy;
  readonly clusters: Clusters;
  /** Policy for a namespace other than the one in the arguments; undefined for what belongs to none. Throws Failure "not-allowed". */
  authorise(namespace: string | undefined): void;
  /** For commands that read any kind. @throws Failure "kind-not-served" */
  readable(kind: Kind): void;
  /** The cluster that the arguments name, as the person. */
  readonly cluster: Cluster;
  readonly knowledge: Knowledge;
  /** Undefined where none is configured. It knows no Kubernetes rights: ask the cluster first. */
  readonly prometheus: Prometheus | undefined;
  readonly defaults: Defaults;
  readonly queries: SavedQueries;
  readonly signal: AbortSignal;
  /** Unix milliseconds. */
  now(): number;
  /** Changes that wait for a press. */
  readonly operations: {
    confirm(id: string): Answer;
    cancel(id: string): Answer;
    /** Undefined: the last change of this person in this place. */
    undo(id: string | undefined): Answer;
  };
}

export type { Invocation };
