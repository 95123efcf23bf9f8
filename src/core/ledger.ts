/**
 * Durable state, as the road sees it. One implementation on SQLite stands in src/ledger; approvals and timers will be
 * added to operations. No audit row, no action: a method that cannot write throws, and the road stops there.
 */
import type { Change } from "./change.ts";
import type { Invocation } from "./command.ts";
import type { Person, Place, Scope } from "./context.ts";

/**
 * proposed → executing (where policy asks nothing, it begins so) → done | failed | unknown, or proposed → cancelled | expired.
 * `unknown`: it was sent and nobody can tell whether it happened. It is never sent again.
 */
export type OperationState = "proposed" | "executing" | "done" | "failed" | "unknown" | "cancelled" | "expired";

export interface Operation {
  /** Opaque, 128 random bits; a button carries nothing else. */
  readonly id: string;
  readonly state: OperationState;
  readonly person: Person;
  readonly place: Place;
  readonly invocation: Invocation;
  readonly change: Change;
  /** Unix milliseconds. */
  readonly createdAt: number;
  readonly expiresAt: number;
  /** After it was done: which incarnation and spec it left behind, so that Undo can tell whether someone changed it since. */
  readonly after?: { readonly uid: string; readonly generation?: number };
}

export interface AuditRow {
  readonly reference: string;
  /** "read", "propose", "execute" before the act; "done", "failed" … after it. */
  readonly event: string;
  readonly person: string;
  /** The Kubernetes user that it was done as. */
  readonly user?: string | undefined;
  readonly place: string;
  readonly command: string;
  readonly args: Readonly<Record<string, unknown>>;
  readonly cluster?: string | undefined;
  readonly operation?: string | undefined;
  /** "ok" or a Failure code, or "bug". */
  readonly outcome?: string | undefined;
}

export interface Defaults {
  /** What this person chose with `use`, else what was chosen for this place. */
  get(person: string, place: string): Promise<Scope>;
  set(owner: { readonly person: string } | { readonly place: string }, scope: Scope): Promise<void>;
}

/** A query that a place has given a name to. */
export interface SavedQuery {
  readonly name: string;
  readonly promql: string;
  /** How far back it looks; undefined: how it is now. */
  readonly since?: string | undefined;
  /** Who saved it, by name. */
  readonly by: string;
}

export interface SavedQueries {
  /** By name. */
  list(place: string): Promise<readonly SavedQuery[]>;
  /** What had the name before is replaced. */
  save(place: string, query: SavedQuery): Promise<void>;
  /** @returns whether there was one */
  forget(place: string, name: string): Promise<boolean>;
}

export interface Ledger {
  audit(row: AuditRow): Promise<void>;
  /**
   * Stores an operation together with its first audit row: proposed, or executing where nothing has to be asked.
   * @param once stored with it, as `first` would; `ttl` in milliseconds
   * @returns false, with nothing stored, where that was not the first time
   */
  begin(operation: Operation, row: AuditRow, once?: { readonly key: string; readonly ttl: number }): Promise<boolean>;
  operation(id: string): Promise<Operation | undefined>;
  /** The newest operation in state "done" of this person in this place, for a bare `undo`. */
  last(person: string, place: string): Promise<Operation | undefined>;
  /** Moves an operation on, together with its audit row, in one transaction. False when it was not in `from`: somebody was faster. */
  move(
    id: string,
    from: OperationState,
    to: OperationState,
    row: AuditRow,
    after?: Operation["after"],
  ): Promise<boolean>;
  /** Operations that were executing when the process ended. */
  unfinished(): Promise<readonly Operation[]>;
  /** True the first time a key is seen within `ttl` milliseconds: replayed signatures, redelivered events, double submits. */
  first(key: string, ttl: number): Promise<boolean>;
  /** The next time counts as the first again. */
  forget(key: string): Promise<void>;
  readonly defaults: Defaults;
  readonly queries: SavedQueries;
}
