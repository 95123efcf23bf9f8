import {
  button,
  call,
  type Chart,
  csv,
  defineCommand,
  duration,
  failedWith,
  milliseconds,
  type Range,
  reply,
  type Reply,
  say,
  type Series,
  trend,
  UNITS,
  z,
} from "#kit";
import { needPrometheus } from "./metrics/may-look.ts";

/** Lines of a picture, the highest: more cannot be told apart. The table has them all. */
const DRAWN = 8;

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
    promql: z.string().min(1).max(5000).meta({ description: "The query, as it is", rest: true }),
  },
  positional: ["promql"],
  examples: ["query sum by (namespace) (kube_pod_info)", "query since 1h rate(http_requests_total[5m])"],

  async run(ctx, { since, promql, output }): Promise<Reply> {
    const prometheus = needPrometheus(ctx);
    const asked = straight(promql);
    const to = ctx.now();
    const range = { from: since === undefined ? to : to - milliseconds(since), to };
    let series: readonly Series[];
    try {
      series =
        since === undefined
          ? await prometheus.instant(asked, to, ctx.signal)
          : await prometheus.range(asked, range, ctx.signal);
    } catch (error) {
      const mistake = failedWith(error, "no-metrics") ? pointed(asked, error.facts.detail) : undefined;
      if (mistake) return mistake;
      throw error;
    }
    return shown(asked, series, { since, range, output });
  },
});

interface Window {
  readonly since: string | undefined;
  readonly range: Range;
  readonly output: "chart" | "csv";
}

/** Phones turn quotes into curly ones, which PromQL does not know. */
const straight = (promql: string): string => promql.replace(/[\u201c\u201d]/g, '"').replace(/[\u2018\u2019]/g, "'");

/** Prometheus says where it stopped to understand, "1:5: parse error: …": a caret below says it to the eye. */
function pointed(asked: string, detail: string): Reply | undefined {
  const [, row, column, because] = /(\d+):(\d+): (?:parse error: )?(.+)$/s.exec(detail) ?? [];
  if (because === undefined) return undefined;
  const lines = asked.split("\n");
  const caret = `${" ".repeat(Math.max(0, Number(column) - 1))}^`;
  const code = [...lines.slice(0, Number(row)), caret, ...lines.slice(Number(row))].join("\n");
  return reply.fail(say`Prometheus does not understand the query: ${because}`, { body: [{ code }] });
}

function shown(asked: string, all: readonly Series[], window: Window): Reply {
  const { since, range, output } = window;
  const known = all.filter(({ points }) => points.length > 0).toSorted((a, b) => latest(b) - latest(a));
  const when = since === undefined ? say`now` : say`in the last ${since}`;
  if (known.length === 0)
    return reply.info(say`Prometheus knows nothing of this ${when}`, {
      body: [{ note: say`A name or a label may be mistyped, or nothing is scraped that has it.` }],
      kubectl: asked,
    });
  const labels = [...new Set(known.flatMap((one) => Object.keys(one.labels)))].toSorted();
  const rows = known.map((one) => [...labels.map((label) => one.labels[label] ?? ""), print(latest(one))]);
  const counted = known.length === 1 ? say`1 series` : say`${known.length} series, the highest first`;
  const title = say`${counted}, ${when}`;
  if (output === "csv")
    return reply.info(title, { body: [{ code: csv(chart(asked, known, range)), file: "query.csv" }], kubectl: asked });
  const table = { columns: [...labels.map((label) => label.toUpperCase()), "VALUE"], rows };
  return reply.info(title, {
    body: [
      ...(since === undefined ? [] : [{ chart: chart(asked, known.slice(0, DRAWN), range) }]),
      { table, file: "query.txt" },
    ],
    actions: since === undefined ? [] : [button("As CSV", call(query, { since, promql: asked, output: "csv" }))],
    kubectl: asked,
  });
}

function chart(asked: string, series: readonly Series[], range: Range): Chart {
  const drawn = {
    ...{ title: asked, unit: "number" as const, range, levels: [], marks: [] },
    lines: series.map(({ labels, points }) => ({ name: Object.values(labels).join(" "), points })),
  };
  return { ...drawn, words: trend(drawn) };
}

const latest = ({ points }: Series): number => points.at(-1)?.value ?? 0;
const print = UNITS.number.print;
