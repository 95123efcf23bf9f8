import { defineCommand, reply, type Reply, say } from "#kit";
import { queryName, savedAs } from "./name.ts";

export const queryForget = defineCommand({
  name: "query forget",
  summary: "Take a saved query away from here",
  risk: "query",
  needs: [],
  args: { name: queryName().meta({ description: "Which one" }) },
  positional: ["name"],
  examples: ["query forget busy"],

  async run(ctx, { name }): Promise<Reply> {
    const found = await savedAs(ctx, name);
    await ctx.queries.forget(ctx.place.id, name); // whoever was faster has done what was asked for
    return reply.ok(say`Nobody is offered ${name} here any more`, { kubectl: found.promql });
  },
});
