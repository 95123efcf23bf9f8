import { button, call, defineCommand, duration, reply, type Reply, say } from "#kit";
import { query } from "../query.ts";
import { ask } from "./ask.ts";
import { queryName, savedAs } from "./name.ts";

/** Buttons that a phone shows without scrolling for ever. */
const BUTTONS = 10;

export const querySaved = defineCommand({
  name: "query saved",
  summary: "Ask a saved query again, or list what is saved here",
  risk: "query",
  needs: [],
  args: {
    name: queryName().optional().meta({ description: "Which one; all are listed if left out" }),
    since: duration().optional().meta({ description: "How far back, if not as it was saved", natural: true }),
  },
  positional: ["name"],
  examples: ["query saved", "query saved busy since 6h"],

  async run(ctx, { name, since }): Promise<Reply> {
    if (name === undefined) {
      const all = await ctx.queries.list(ctx.place.id);
      if (all.length === 0)
        return reply.info(say`No query is saved here yet. ${"query save as busy up"} would save one.`);
      const rows = all.map((one) => [one.name, one.since ?? "now", one.by, one.promql]);
      return reply.info(say`${all.length} saved here`, {
        body: [{ table: { columns: ["NAME", "SINCE", "SAVED BY", "QUERY"], rows }, file: "queries.txt" }],
        actions: all.slice(0, BUTTONS).map((one) => button(one.name, call(querySaved, { name: one.name }))),
      });
    }
    const found = await savedAs(ctx, name);
    const asking = { promql: found.promql, since: since ?? found.since };
    const asCsv = call(query, { ...asking, output: "csv" });
    const answer = await ask(ctx, { ...asking, output: "chart", asCsv });
    return { ...answer, title: say`${name}: ${answer.title}` };
  },
});
