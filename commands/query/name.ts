import { type Context, Failure, type SavedQuery, say, z } from "#kit";

/** What a query can be saved as: easy to type on a phone. */
export const queryName = () =>
  z.string().regex(/^[a-z][a-z0-9-]{0,39}$/, "write a short name in lower case, such as busy or slow-checkout");

/** The query that this place calls so. @throws Failure "not-found" with what it has instead */
export async function savedAs(ctx: Context, name: string): Promise<SavedQuery> {
  const all = await ctx.queries.list(ctx.place.id);
  const found = all.find((one) => one.name === name);
  if (found) return found;
  if (all.length === 0) {
    throw new Failure("refused", {
      because: say`No query is saved here yet. Save one with "query save as ${name} sum(up)".`,
    });
  }
  throw new Failure("not-found", { what: `saved query ${name}`, near: all.map((one) => one.name).slice(0, 3) });
}
