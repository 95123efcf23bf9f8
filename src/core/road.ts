/** What a surface hands to the road, and what comes back. */
import type { Invocation } from "./command.ts";
import type { Person, Place, Scope } from "./context.ts";
import type { Reply } from "./reply.ts";

export interface Request {
  /** What somebody typed, or what a button or a form carried. */
  readonly input: string | Invocation;
  /** Resolved by the road, so that a person without an identity gets an answer and an audit row too. */
  readonly who: () => Promise<Person>;
  /** Known before identification: for the audit row of a refusal. */
  readonly asker: string;
  readonly place: Place;
  /** What this thread is about. */
  readonly scope?: Scope;
  readonly signal?: AbortSignal;
}

/** A Reply, and who may see it. */
export interface Spoken {
  readonly reply: Reply;
  /** asker: only the person who asked. place: everybody here. */
  readonly to: "asker" | "place";
}

/** Never throws: every path ends in a Spoken. */
export type Dispatch = (request: Request) => AsyncGenerator<Spoken, void>;
