import { defineCommand, Failure, reply, type Reply, say } from "#kit";
import { queryName } from "./name.ts";

export const queryForget = defineCommand({
  name: "query forget",
  summary: "Take a saved query away from here",
  risk: "query",
  needs: [],
  args: { name: queryName().meta({ description: "Which one" }) },
  positional: ["name"],
  examples: ["query forget busy"],

  async run(ctx, { name }): Promise<Reply> {
    const all = await ctx.queries.list(ctx.place.id);
    const found = all.find((one) => one.name === name);
    if (!found || !(await ctx.queries.forget(ctx.place.id, name)))
      throw new Failure("not-found", { what: `saved query ${name}`, near: all.map((one) => one.name).slice(0, 3) });
    return reply.ok(say`Nobody is offered ${name} here any more`, { kubectl: found.promql });
  },
});
