/** The ledger over any database that kysely speaks. Every method either has committed when it returns, or throws. */
import { hash } from "node:crypto";
import type { Kysely, Selectable, Transaction } from "kysely";
import type { AuditRow, Ledger, Operation } from "../core/ledger.ts";
import { redactValue } from "../core/redact.ts";
import { createDefaults } from "./defaults.ts";
import type { Tables } from "./schema.ts";
import type { Seal } from "./seal.ts";
import { leadsTo } from "./states.ts";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

interface Options {
  readonly now: () => number;
  /** How long audit rows and operations are kept. A disk that fills up would stop every action. */
  readonly keepDays: number;
  readonly seal: Seal;
}

export function createLedger(db: Kysely<Tables>, { now, keepDays, seal }: Options): Ledger {
  let swept = 0;

  /** Hourly, behind the row that ends a request, so that nobody waits for it and no timer has to be stopped. */
  async function sweep(): Promise<void> {
    if (now() - swept < HOUR) return;
    swept = now();
    const old = swept - keepDays * DAY;
    await db.deleteFrom("seen").where("expires_at", "<=", swept).execute();
    await db.deleteFrom("operations").where("created_at", "<", old).where("state", "!=", "executing").execute();
    await db.deleteFrom("audit").where("at", "<", old).execute();
  }

  const write = (tx: Kysely<Tables> | Transaction<Tables>, row: AuditRow) =>
    tx
      .insertInto("audit")
      .values({
        at: now(),
        reference: row.reference,
        event: row.event,
        person: row.person,
        user: row.user ?? null,
        place: row.place,
        command: row.command,
        args: JSON.stringify(row.args, redactValue),
        cluster: row.cluster ?? null,
        operation: row.operation ?? null,
        outcome: row.outcome ?? null,
      })
      .execute();

  async function isFirst(tx: Kysely<Tables> | Transaction<Tables>, key: string, ttl: number): Promise<boolean> {
    const values = { key: hashed(key), expires_at: now() + ttl };
    const { numInsertedOrUpdatedRows } = await tx
      .insertInto("seen")
      .values(values)
      .onConflict((conflict) =>
        conflict.column("key").doUpdateSet({ expires_at: values.expires_at }).where("seen.expires_at", "<=", now()),
      )
      .executeTakeFirst();
    return numInsertedOrUpdatedRows === 1n;
  }

  return {
    async audit(row) {
      await write(db, row);
      await sweep();
    },

    async begin({ id, state, createdAt, expiresAt, after, ...rest }, row, once) {
      return db.transaction().execute(async (tx) => {
        if (once && !(await isFirst(tx, once.key, once.ttl))) return false;
        await tx
          .insertInto("operations")
          .values({
            id,
            state,
            person: rest.person.id,
            place: rest.place.id,
            created_at: createdAt,
            expires_at: expiresAt,
            body: seal.close(JSON.stringify(rest)),
            after: after ? JSON.stringify(after) : null,
          })
          .execute();
        await write(tx, row);
        return true;
      });
    },

    async operation(id) {
      const found = await db.selectFrom("operations").selectAll().where("id", "=", id).executeTakeFirst();
      return found && operation(found, seal);
    },

    async last(person, place) {
      // The order of the audit rows, not of creation: a proposal may wait while a later one is confirmed.
      const found = await db
        .selectFrom("operations")
        .innerJoin("audit", "audit.operation", "operations.id")
        .selectAll("operations")
        .where("operations.state", "=", "done")
        .where("operations.person", "=", person)
        .where("operations.place", "=", place)
        .orderBy("audit.seq", "desc")
        .limit(1)
        .executeTakeFirst();
      return found && operation(found, seal);
    },

    async move(id, from, to, row, after) {
      if (!leadsTo(from, to)) throw new Error(`an operation cannot go from ${from} to ${to}`);
      return db.transaction().execute(async (tx) => {
        const { numUpdatedRows } = await tx
          .updateTable("operations")
          .set({ state: to, ...(after && { after: JSON.stringify(after) }) })
          .where("id", "=", id)
          .where("state", "=", from)
          .executeTakeFirst();
        if (numUpdatedRows === 0n) return false;
        await write(tx, row);
        return true;
      });
    },

    async unfinished() {
      const rows = await db.selectFrom("operations").selectAll().where("state", "=", "executing").execute();
      return rows.map((row) => operation(row, seal)).filter((one) => one !== undefined);
    },

    first: (key, ttl) => isFirst(db, key, ttl),

    async forget(key) {
      await db.deleteFrom("seen").where("key", "=", hashed(key)).execute();
    },

    queries: {
      async list(place) {
        const rows = await db.selectFrom("queries").selectAll().where("place", "=", place).orderBy("name").execute();
        return rows.map(({ name, promql, since, by }) => ({ name, promql, by, ...(since !== null && { since }) }));
      },
      async save(place, { name, promql, since = null, by }) {
        await db
          .insertInto("queries")
          .values({ place, name, promql, since, by })
          .onConflict((conflict) => conflict.columns(["place", "name"]).doUpdateSet({ promql, since, by }))
          .execute();
      },
      async forget(place, name) {
        const { numDeletedRows } = await db
          .deleteFrom("queries")
          .where("place", "=", place)
          .where("name", "=", name)
          .executeTakeFirst();
        return numDeletedRows > 0n;
      },
    },

    defaults: createDefaults(db),
  };
}

/** A key may hold a whole typed line, and nobody needs to read it again. */
const hashed = (key: string): string => hash("sha256", key, "base64url");

/** Undefined for one that was sealed with another secret: as good as forgotten, and its button too old to act on. */
function operation(row: Selectable<Tables["operations"]>, seal: Seal): Operation | undefined {
  const body = seal.open(row.body);
  if (body === undefined) return undefined;
  return {
    ...(JSON.parse(body) as Pick<Operation, "person" | "place" | "invocation" | "change">),
    id: row.id,
    state: row.state,
    createdAt: row.created_at,
    expiresAt: row.expires_at,
    ...(row.after !== null && { after: JSON.parse(row.after) }),
  };
}
