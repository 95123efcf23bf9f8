/** node:sqlite behind kysely. PostgreSQL will be a second file like this one, next to the same ledger.ts. */
import { closeSync, mkdirSync, openSync } from "node:fs";
import { dirname } from "node:path";
import { DatabaseSync, type SQLInputValue, type StatementSync } from "node:sqlite";
import { type Dialect, type SqliteDatabase, SqliteDialect, type SqliteStatement } from "kysely";

/**
 * @param file created with its folder where missing, or ":memory:"
 * @returns a dialect that owns the file until kysely's `destroy`; throws what SQLite says
 */
export function openSqlite(file: string): Dialect {
  if (file === ":memory:") return new SqliteDialect({ database: adapt(new DatabaseSync(file)) });
  mkdirSync(dirname(file), { recursive: true });
  closeSync(openSync(file, "a", 0o600)); // SQLite gives its -wal and -shm files the same mode
  const lock = claim(`${file}.lock`);
  try {
    const database = new DatabaseSync(file, { timeout: 1000 });
    // FULL: a row that was acknowledged survives a power cut. 0.15 ms on a local disk, more on a network volume.
    database.exec("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL");
    if (database.prepare("PRAGMA quick_check(1)").get()?.["quick_check"] !== "ok") throw new Damaged();
    return new SqliteDialect({ database: adapt(database, lock) });
  } catch (error) {
    lock.close();
    throw error;
  }
}

/** SQLITE_CORRUPT, found by looking and not by stumbling. */
class Damaged extends Error {
  readonly errcode = 11;
}

/**
 * One process a ledger: a second one would take the first one's running operations for the remains of a crash. Node has
 * no flock, so SQLite's own lock on an empty file beside the ledger does it. The kernel releases it, after kill -9 too,
 * and the ledger itself stays readable for auditors meanwhile.
 */
function claim(file: string): DatabaseSync {
  const lock = new DatabaseSync(file, { timeout: 0 });
  try {
    lock.exec("BEGIN EXCLUSIVE");
  } catch (error) {
    lock.close();
    throw error;
  }
  return lock;
}

/** What kysely's dialect expects is better-sqlite3's shape. Few statements, many times: each is prepared once. */
function adapt(database: DatabaseSync, lock?: DatabaseSync): SqliteDatabase {
  const prepared = new Map<string, SqliteStatement>();
  return {
    prepare(sql) {
      // On a full or failing disk SQLite has rolled back by itself (sqlite.org/lang_transaction.html); a second rollback
      // is an error, which would hide the first.
      if (sql === "rollback" && !database.isTransaction) return NOTHING;
      const statement = prepared.get(sql) ?? wrap(database.prepare(sql));
      prepared.set(sql, statement);
      return statement;
    },
    close() {
      database.close();
      lock?.close();
    },
  };
}

const NOTHING: SqliteStatement = {
  reader: false,
  all: () => [],
  run: () => ({ changes: 0, lastInsertRowid: 0 }),
  iterate: () => [].values(),
};

function wrap(statement: StatementSync): SqliteStatement {
  const values = (parameters: readonly unknown[]) => parameters as SQLInputValue[];
  return {
    reader: statement.columns().length > 0,
    all: (parameters) => statement.all(...values(parameters)),
    run: (parameters) => statement.run(...values(parameters)),
    iterate: (parameters) => statement.iterate(...values(parameters)),
  };
}
