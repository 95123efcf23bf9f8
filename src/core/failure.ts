/**
 * An error that we mean to show. The code that fails knows the facts, explain.ts alone finds the words. Anything else
 * that is thrown is a bug, and people only see a reference number.
 */
import type { Action } from "./reply.ts";
import type { Invocation, Risk } from "./command.ts";
import type { Text } from "./text.ts";

/** Every way in which a request can end badly, with what is known about it. */
export interface Facts {
  // What was typed
  "unknown-command": { word: string; near: readonly string[] };
  "unknown-option": { command: string; option: string; near?: string | undefined; usage: string };
  "bad-argument": { command: string; argument?: string | undefined; problem: string; usage: string };
  "missing-arguments": { invocation: Invocation; names: readonly string[]; usage: string };
  "unknown-kind": { word: string; near: readonly string[] };
  "unknown-cluster": { word: string; known: readonly string[] };
  "not-found": { what: string; namespace?: string | undefined; cluster?: string | undefined; near: readonly string[] };
  ambiguous: { word: string; choices: readonly { label: string; value: string }[]; argument: string };
  "secret-kind": Record<string, never>;
  /** The configuration lists the kinds that may be read, and this one is not among them. */
  "kind-not-served": { kind: string };
  /** A rule of the command's own (a paused rollout, nothing to undo): the command words it. */
  refused: { because: Text; actions?: readonly Action[] };

  // Who asks
  /** The line to add to the configuration, ids filled in. */
  unidentified: { because: string; line?: string };
  "not-allowed": { risk: Risk; namespace?: string | undefined; cluster: string; because: string };
  /** Kubernetes said 403. `lacks` tells whose right is missing; `rule` is the RBAC rule that would allow it. */
  forbidden: {
    lacks: "person" | "bot";
    user: string;
    verb: string;
    resource: string;
    namespace?: string | undefined;
    rule: string;
    message: string;
  };

  // The cluster
  conflict: { what: string; again?: Invocation };
  invalid: { message: string };
  busy: { cluster: string };
  unavailable: { cluster: string; detail: string };
  timeout: { cluster: string; seconds: number };
  /** The bot's own credentials were refused: 401. */
  unauthenticated: { cluster: string };
  /** A change was sent and its answer lost, and reading the object could not tell either. */
  "unknown-outcome": { title: Text; check: string };

  /** Prometheus could not be asked, or did not answer as one. */
  "no-metrics": { why: "unreachable" | "slow" | "stranger" | "large" | "refused" | "spent"; detail: string };

  // Buttons and state
  expired: Record<string, never>;
  "already-answered": { by: string };
  "not-yours": { owner: string };
  "no-audit": { reference: string };
}

export type FailureCode = keyof Facts;

export class Failure<Code extends FailureCode = FailureCode> extends Error {
  readonly code: Code;
  readonly facts: Facts[Code];
  constructor(code: Code, facts: Facts[Code], options: { cause?: unknown } = {}) {
    super(`${code} ${JSON.stringify(facts)}`, options);
    this.name = "Failure";
    this.code = code;
    this.facts = facts;
  }
}

/** Narrowing by code, for the few places that handle one kind of failure themselves. */
export const failedWith = <Code extends FailureCode>(error: unknown, code: Code): error is Failure<Code> =>
  error instanceof Failure && error.code === code;
