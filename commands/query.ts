import { call, type Context, defineCommand, duration, Failure, type Reply, type SavedQuery, say, z } from "#kit";
import { ask } from "./query/ask.ts";
import { queryName } from "./query/name.ts";

export const query = defineCommand({
  name: "query",
  summary: "Ask Prometheus in its own language, PromQL",
  risk: "query",
  needs: [],
  args: {
    since: duration()
      .optional()
      .meta({ description: "How it went since then, such as 1h; how it is now if left out", natural: true }),
    output: z
      .enum(["chart", "csv"])
      .default("chart")
      .meta({ description: "A chart and a table, or the numbers as CSV", short: "o" }),
    saveAs: queryName().optional().meta({ description: "A name to save it under, for everybody here", natural: true }),
    promql: z.string().min(1).max(5000).meta({ description: "The query, as it is", rest: true }),
  },
  positional: ["promql"],
  examples: [
    "query sum by (namespace) (kube_pod_info)",
    "query since 1h rate(http_requests_total[5m])",
    "query save as busy since 1h sum(rate(http_requests_total[5m]))",
  ],

  async run(ctx, { since, promql, output, saveAs }): Promise<Reply> {
    const asked = straight(promql);
    const asCsv = call(query, { since, promql: asked, output: "csv" });
    const answer = await ask(ctx, { promql: asked, since, output, asCsv });
    if (saveAs === undefined || answer.tone === "fail") return answer;
    return keep(ctx, answer, { name: saveAs, promql: asked, since });
  },
});

/** Phones turn quotes into curly ones, which PromQL does not know. */
const straight = (promql: string): string => promql.replace(/[\u201c\u201d]/g, '"').replace(/[\u2018\u2019]/g, "'");

/** As many as one place may keep: a list that nobody reads helps nobody. */
const MOST_SAVED = 50;

/** What Prometheus does not understand is never saved: it was asked first. */
async function keep(ctx: Context, answer: Reply, query: Omit<SavedQuery, "by">): Promise<Reply> {
  const saved = await ctx.queries.list(ctx.place.id);
  if (saved.length >= MOST_SAVED && !saved.some(({ name }) => name === query.name))
    throw new Failure("refused", {
      because: say`${MOST_SAVED} queries are saved here, and no more fit. ${"query forget"} takes one away.`,
    });
  await ctx.queries.save(ctx.place.id, { ...query, by: ctx.person.name });
  return {
    ...answer,
    body: [...answer.body, { note: say`Saved here. ${`query saved ${query.name}`} asks it again.` }],
  };
}
