/** One request to the Kubernetes API, before anybody is asked: what, and about what. */
import type { Verb } from "../../core/command.ts";
import type { Parameters, Resource } from "./url.ts";

export interface Call {
  readonly verb: Verb;
  /** A path where it is about no resource: "/version". */
  readonly on: Resource | string;
  /** How a sentence names its object: "deploy/web". Default: "deployments.apps/web". */
  readonly what?: string;
  readonly parameters?: Parameters;
  readonly accept?: string;
  readonly body?: { readonly type: string; readonly content: unknown };
  /** Milliseconds for all tries together. */
  readonly deadline?: number;
  /** The id of the change that it carries out: it is in the cluster's audit log then. */
  readonly operation?: string;
  /** Of a stream: milliseconds of silence after which it counts as dead. */
  readonly idle?: number;
  /** Sent again after 429, 503 or a cut connection. Default: what only reads; retry.ts says why. */
  readonly repeatable?: boolean;
}

/** What came back, read to its end. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly text: string;
}

/** person: with their rights. bot: discovery, version and documentation, which belong to nobody. */
export type Who = "person" | "bot";

/** What was asked and how it went, for metrics, and for tests that compare it with what a command declares. */
export interface Observed {
  readonly cluster: string;
  readonly verb: Verb;
  /** Undefined for a path. */
  readonly group?: string;
  readonly resource: string;
  readonly subresource?: string;
  readonly namespace?: string;
  readonly as: Who;
  /** The HTTP status; 0 where no answer came. */
  readonly status: number;
  readonly seconds: number;
}

export const METHODS: Readonly<Record<Verb, string>> = {
  get: "GET",
  list: "GET",
  watch: "GET",
  create: "POST",
  patch: "PATCH",
  delete: "DELETE",
};

export const reads = (call: Call): boolean => METHODS[call.verb] === "GET";
