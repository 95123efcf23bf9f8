/** What Prometheus says to a query, in words, as a chart and as a table; and where it did not understand it. */
import {
  button,
  type Chart,
  type Context,
  csv,
  failedWith,
  type Invocation,
  milliseconds,
  type Range,
  reply,
  type Reply,
  say,
  type Series,
  trend,
  UNITS,
} from "#kit";
import { needPrometheus } from "../metrics/may-look.ts";

/** Lines of a picture, the highest: more cannot be told apart. The table has them all. */
const DRAWN = 8;

/** Series that Prometheus is asked for at most. */
const MOST = 1000;

export interface Asking {
  readonly promql: string;
  readonly since: string | undefined;
  readonly output: "chart" | "csv";
  /** What the button for the numbers says. */
  readonly asCsv: Invocation;
}

/** @returns a Reply of tone "fail" where Prometheus does not understand the query. @throws Failure "no-metrics" */
export async function ask(ctx: Context, asking: Asking): Promise<Reply> {
  const { promql, since } = asking;
  const prometheus = needPrometheus(ctx);
  const to = ctx.now();
  const range = { from: since === undefined ? to : to - milliseconds(since), to };
  let series: readonly Series[];
  try {
    series =
      since === undefined
        ? await prometheus.instant(promql, to, ctx.signal)
        : await prometheus.range(promql, range, ctx.signal);
  } catch (error) {
    const mistake = failedWith(error, "no-metrics") ? pointed(promql, error.facts.detail) : undefined;
    if (mistake) return mistake;
    throw error;
  }
  return shown(series, range, asking);
}

/** Prometheus says where it stopped to understand, "1:5: parse error: …": a caret below says it to the eye. */
function pointed(asked: string, detail: string): Reply | undefined {
  const [, row, column, because] = /(\d+):(\d+): (?:parse error: )?(.+)$/s.exec(detail) ?? [];
  if (because === undefined) return undefined;
  const lines = asked.split("\n");
  const caret = `${" ".repeat(Math.max(0, Number(column) - 1))}^`;
  const code = [...lines.slice(0, Number(row)), caret, ...lines.slice(Number(row))].join("\n");
  return reply.fail(say`Prometheus does not understand the query: ${because}`, { body: [{ code }] });
}

function shown(all: readonly Series[], range: Range, { promql: asked, since, output, asCsv }: Asking): Reply {
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
  const more = known.length < MOST ? [] : [{ note: say`More than ${MOST} are not asked for. Sum some of them up.` }];
  if (output === "csv")
    return reply.info(title, { body: [{ code: csv(chart(asked, known, range)), file: "query.csv" }], kubectl: asked });
  const table = { columns: [...labels.map((label) => label.toUpperCase()), "VALUE"], rows };
  return reply.info(title, {
    body: [
      ...(since === undefined ? [] : [{ chart: chart(asked, known.slice(0, DRAWN), range) }]),
      { table, file: "query.txt" },
      ...more,
    ],
    actions: since === undefined ? [] : [button("As CSV", asCsv)],
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
