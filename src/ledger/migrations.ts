/** How the tables came to be. A migration that was released is never edited; the next one is added below it. */
import type { Kysely } from "kysely";
import { type Migration, Migrator } from "kysely/migration";
import { LedgerProblem } from "./problem.ts";
import type { Tables } from "./schema.ts";

/**
 * Kysely does not wrap SQLite's migrations in a transaction, so each one must bear being run again after a crash halfway:
 * hence ifNotExists.
 */
const migrations: Readonly<Record<string, Migration>> = {
  "001 the beginning": {
    async up({ schema }) {
      await schema
        .createTable("audit")
        .ifNotExists()
        // The one column that PostgreSQL will spell differently: bigserial.
        .addColumn("seq", "integer", (column) => column.primaryKey().autoIncrement())
        .addColumn("at", "bigint", (column) => column.notNull())
        .addColumn("reference", "text", (column) => column.notNull())
        .addColumn("event", "text", (column) => column.notNull())
        .addColumn("person", "text", (column) => column.notNull())
        .addColumn("user", "text")
        .addColumn("place", "text", (column) => column.notNull())
        .addColumn("command", "text", (column) => column.notNull())
        .addColumn("args", "text", (column) => column.notNull())
        .addColumn("cluster", "text")
        .addColumn("operation", "text")
        .addColumn("outcome", "text")
        .execute();
      await schema.createIndex("audit_operation").ifNotExists().on("audit").column("operation").execute();
      await schema.createIndex("audit_at").ifNotExists().on("audit").column("at").execute();
      await schema
        .createTable("operations")
        .ifNotExists()
        .addColumn("id", "text", (column) => column.primaryKey())
        .addColumn("state", "text", (column) => column.notNull())
        .addColumn("person", "text", (column) => column.notNull())
        .addColumn("place", "text", (column) => column.notNull())
        .addColumn("created_at", "bigint", (column) => column.notNull())
        .addColumn("expires_at", "bigint", (column) => column.notNull())
        .addColumn("body", "text", (column) => column.notNull())
        .addColumn("after", "text")
        .execute();
      await schema
        .createIndex("operations_owner")
        .ifNotExists()
        .on("operations")
        .columns(["state", "person", "place"])
        .execute();
      await schema
        .createTable("seen")
        .ifNotExists()
        .addColumn("key", "text", (column) => column.primaryKey())
        .addColumn("expires_at", "bigint", (column) => column.notNull())
        .execute();
      await schema
        .createTable("defaults")
        .ifNotExists()
        .addColumn("owner", "text", (column) => column.primaryKey())
        .addColumn("scope", "text", (column) => column.notNull())
        .execute();
    },
  },
  "002 saved queries": {
    async up({ schema }) {
      await schema
        .createTable("queries")
        .ifNotExists()
        .addColumn("place", "text", (column) => column.notNull())
        .addColumn("name", "text", (column) => column.notNull())
        .addColumn("promql", "text", (column) => column.notNull())
        .addColumn("since", "text")
        .addColumn("by", "text", (column) => column.notNull())
        .addPrimaryKeyConstraint("queries_by_name", ["place", "name"])
        .execute();
    },
  },
};

/** Brings a database up to date. Throws when it was written by a newer kubemate. */
export async function migrate(db: Kysely<Tables>): Promise<void> {
  const migrator = new Migrator({ db, provider: { getMigrations: () => Promise.resolve(migrations) } });
  const { error } = await migrator.migrateToLatest();
  if (error instanceof Error && error.message.startsWith("corrupted migrations")) {
    throw new LedgerProblem(
      "it was written by a newer kubemate; start that version, or give this one another file",
      error,
    );
  }
  if (error) throw error;
}
