/** Durable state in one file: what was asked, by whom, what became of it. */
import { Kysely } from "kysely";
import type { Ledger } from "../core/ledger.ts";
import { createLedger } from "./ledger.ts";
import { migrate } from "./migrations.ts";
import { problem } from "./problem.ts";
import type { Tables } from "./schema.ts";
import { sealedWith, unsealed } from "./seal.ts";
import { openSqlite } from "./sqlite.ts";

export { LedgerProblem } from "./problem.ts";

export interface LedgerOptions {
  /** A path, or ":memory:". */
  readonly file: string;
  /** Unix milliseconds. */
  readonly now?: () => number;
  /** How many days audit rows and finished operations are kept. */
  readonly keepDays?: number;
  /** What operations are sealed with; once it is replaced, those before are forgotten. Default: they are kept as they are. */
  readonly secret?: string | undefined;
}

/**
 * Opens the ledger, creates it where there is none, and brings it up to date.
 * @throws LedgerProblem with one sentence and the fix: in use, read-only, damaged, full, newer than this program
 */
export async function openLedger({
  file,
  now = Date.now,
  keepDays = 365,
  secret,
}: LedgerOptions): Promise<Ledger & { close(): Promise<void> }> {
  let db: Kysely<Tables> | undefined;
  try {
    db = new Kysely<Tables>({ dialect: openSqlite(file) });
    await migrate(db);
  } catch (error) {
    await db?.destroy();
    throw problem(file, error);
  }
  const opened = db;
  return {
    ...createLedger(opened, { now, keepDays, seal: secret === undefined ? unsealed : sealedWith(secret) }),
    close: () => opened.destroy(),
  };
}
