/** The tables, as kysely sees them. JSON is kept as text, which SQLite and PostgreSQL read back alike. */
import type { Generated } from "kysely";
import type { OperationState } from "../core/ledger.ts";

export interface Tables {
  audit: {
    /** The order of events. Two rows can share a millisecond. */
    seq: Generated<number>;
    /** Unix milliseconds, like every time here. */
    at: number;
    reference: string;
    event: string;
    person: string;
    user: string | null;
    place: string;
    command: string;
    args: string;
    cluster: string | null;
    operation: string | null;
    outcome: string | null;
  };
  operations: {
    id: string;
    state: OperationState;
    person: string;
    place: string;
    created_at: number;
    expires_at: number;
    /** The rest of the Operation: person, place, invocation and change. Sealed; see seal.ts. */
    body: string;
    after: string | null;
  };
  /** Keys that were seen once. */
  seen: { key: string; expires_at: number };
  /** Queries that a place has given a name to. */
  queries: { place: string; name: string; promql: string; since: string | null; by: string };
  /** What a person or a place chose with `use`. */
  defaults: { owner: string; scope: string };
}
