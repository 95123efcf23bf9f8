/** What people and places chose with `use`. Every line that somebody types asks for it, so the file is read once. */
import type { Kysely } from "kysely";
import { LRUCache } from "lru-cache";
import type { Scope } from "../core/context.ts";
import type { Defaults } from "../core/ledger.ts";
import type { Tables } from "./schema.ts";

/** People and places whose choice is remembered. */
const REMEMBERED = 5000;

/** Right as long as nobody else writes to the file, which its lock sees to: see sqlite.ts. */
export function createDefaults(db: Kysely<Tables>): Defaults {
  const remembered = new LRUCache<string, Promise<Scope>>({ max: REMEMBERED });

  function chosen(owner: string): Promise<Scope> {
    const known = remembered.get(owner);
    if (known) return known;
    const reading = read(owner);
    remembered.set(owner, reading);
    reading.catch(() => remembered.delete(owner));
    return reading;
  }

  async function read(owner: string): Promise<Scope> {
    const found = await db.selectFrom("defaults").select("scope").where("owner", "=", owner).executeTakeFirst();
    return JSON.parse(found?.scope ?? "{}");
  }

  return {
    async get(person, place) {
      const [here, own] = await Promise.all([chosen(owner({ place })), chosen(owner({ person }))]);
      return { ...here, ...own };
    },
    async set(who, scope) {
      const values = { owner: owner(who), scope: JSON.stringify(scope) };
      await db
        .insertInto("defaults")
        .values(values)
        .onConflict((conflict) => conflict.column("owner").doUpdateSet({ scope: values.scope }))
        .execute();
      remembered.delete(values.owner);
    },
  };
}

const owner = (who: { readonly person: string } | { readonly place: string }): string =>
  "person" in who ? `person ${who.person}` : `place ${who.place}`;
