import {
  defineCommand,
  duration,
  Failure,
  failedWith,
  milliseconds,
  reply,
  type Reply,
  say,
  type Series,
  sparkline,
  z,
} from "#kit";

/** Lines of a picture. A phone shows no more, and the file has them all. */
const DRAWN = 12;

export const query = defineCommand({
  name: "query",
  summary: "Ask Prometheus in its own language, PromQL",
  risk: "query",
  needs: [],
  args: {
    since: duration()
      .optional()
      .meta({ description: "How it went since then, such as 1h; how it is now if left out", natural: true }),
    promql: z.string().min(1).max(5000).meta({ description: "The query, as it is", rest: true }),
  },
  positional: ["promql"],
  examples: ["query sum by (namespace) (kube_pod_info)", "query since 1h rate(http_requests_total[5m])"],

  async run(ctx, { since, promql }): Promise<Reply> {
    const prometheus = ctx.prometheus;
    if (!prometheus)
      throw new Failure("refused", {
        because: say`No Prometheus is configured. Whoever runs this bot can name one in ${"PROMETHEUS_URL"}.`,
      });
    const asked = straight(promql);
    let series: readonly Series[];
    try {
      series =
        since === undefined
          ? await prometheus.instant(asked, ctx.now(), ctx.signal)
          : await prometheus.range(asked, { from: ctx.now() - milliseconds(since), to: ctx.now() }, ctx.signal);
    } catch (error) {
      const mistake = failedWith(error, "no-metrics") ? pointed(asked, error.facts.detail) : undefined;
      if (mistake) return mistake;
      throw error;
    }
    return shown(asked, series, since);
  },
});

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

function shown(asked: string, series: readonly Series[], since: string | undefined): Reply {
  const known = series.filter(({ points }) => points.length > 0);
  const when = since === undefined ? say`now` : say`in the last ${since}`;
  if (known.length === 0)
    return reply.info(say`Prometheus knows nothing of this ${when}`, {
      body: [{ note: say`A name or a label may be mistyped, or nothing is scraped that has it.` }],
      kubectl: asked,
    });
  const labels = [...new Set(known.flatMap((one) => Object.keys(one.labels)))].toSorted();
  const rows = known
    .toSorted((a, b) => latest(b) - latest(a))
    .map((one) => [...labels.map((label) => one.labels[label] ?? ""), print(latest(one))]);
  const counted = known.length === 1 ? say`1 series` : say`${known.length} series, the highest first`;
  const table = { columns: [...labels.map((label) => label.toUpperCase()), "VALUE"], rows };
  return reply.info(say`${counted}, ${when}`, {
    body: [...(since === undefined ? [] : [{ code: pictures(known) }]), { table, file: "query.txt" }],
    kubectl: asked,
  });
}

const latest = ({ points }: Series): number => points.at(-1)?.value ?? 0;
const print = (value: number): string => String(Number(value.toPrecision(6)));

/** To one scale, so that the lines compare. */
function pictures(series: readonly Series[]): string {
  const highest = series.toSorted((a, b) => latest(b) - latest(a)).slice(0, DRAWN);
  const top = Math.max(...highest.flatMap(({ points }) => points.map(({ value }) => value)), 0);
  return highest
    .map((one) => {
      const line = sparkline(
        one.points.map(({ value }) => value),
        top,
      );
      return `${line}  ${print(latest(one))}  ${Object.values(one.labels).join(" ")}`.trimEnd();
    })
    .join("\n");
}
