import {
  age,
  button,
  call,
  type Chart,
  type ChartLine,
  csv,
  defineCommand,
  duration,
  findWorkload,
  type KubeObject,
  type Level,
  type Measure,
  MEASURES,
  milliseconds,
  onWorkload,
  type Point,
  type Prometheus,
  quantity,
  type Range,
  reply,
  type Reply,
  say,
  selected,
  short,
  trend,
  UNITS,
  z,
} from "#kit";
import { happened } from "./metrics/happened.ts";
import { mayLook, needPrometheus } from "./metrics/may-look.ts";
import { HISTORY_NEEDS } from "./rollout/revisions.ts";

export const metrics = defineCommand({
  name: "metrics",
  summary: "Show how a workload's CPU, memory, requests or errors went",
  risk: "read",
  needs: [...HISTORY_NEEDS, "get replicasets.apps", "create selfsubjectaccessreviews.authorization.k8s.io"],
  args: {
    ...onWorkload,
    what: z
      .enum(Object.keys(MEASURES) as [keyof typeof MEASURES])
      .default("cpu")
      .meta({ description: "What to show" }),
    since: duration().default("1h").meta({ description: "How far back, such as 15m or 2d", natural: true }),
    vs: duration()
      .optional()
      .meta({ description: "Beside the same hours before, such as 1d or 7d ago", natural: true }),
    output: z
      .enum(["chart", "csv"])
      .default("chart")
      .meta({ description: "A chart, or its numbers as CSV", short: "o" }),
  },
  positional: ["target", "what"],
  examples: [
    "metrics web",
    "metrics web memory since 6h",
    "metrics deploy/web errors -n shop",
    "metrics web cpu vs 1d",
    "metrics web requests -o csv",
  ],

  async run(ctx, args): Promise<Reply> {
    const { target, what, since, vs, namespace, output } = args;
    const prometheus = needPrometheus(ctx);
    const [found] = await Promise.all([findWorkload(ctx, { target, namespace }), mayLook(ctx, namespace)]);
    const measure: Measure = MEASURES[what];
    const { title, unit } = measure;
    const print = UNITS[unit].print;
    const of = selected(found.object, namespace);
    const to = ctx.now();
    const range = { from: to - milliseconds(since), to };
    const asking = measure.lines.map(async ({ name, promql }) => ({
      name,
      ...(await firstKnown(promql(of), (query) => points(prometheus, query, range, ctx.signal))),
    }));
    const [marks, ...answers] = await Promise.all([happened(ctx, prometheus, found, range), ...asking]);
    const known = answers.filter((one) => one.points.length > 0);
    const kubectl = answers.map(({ query }) => query).join(" ; ");
    const name = short(found.object);
    if (known.length === 0)
      return reply.info(say`Prometheus knows no ${title.toLowerCase()} of ${name} in the last ${since}`, {
        body: [{ note: say`It may not scrape it, or the workload may count under another name.` }],
        kubectl,
      });
    const before =
      vs === undefined
        ? []
        : await Promise.all(
            known.map(({ name, query }) => earlier({ name, query, vs, range, prometheus, signal: ctx.signal })),
          );
    const allowed = measure.resource ? allowance(found.object, measure.resource) : [];
    const drawn: Omit<Chart, "words"> = {
      title: `${title} of ${name}`,
      unit,
      range,
      lines: [...known.map((one) => ({ ...one, name: one.name || (before.length > 0 ? "now" : "") })), ...before],
      levels: allowed.flatMap(({ name, value }) => (value === undefined ? [] : [{ name, value }])),
      marks,
    };
    const each = (tell: (values: readonly number[]) => string): string =>
      known.map((one) => [one.name, tell(numbers(one.points))].filter(Boolean).join(" ")).join(", ");
    const now = say`${title} of ${name}: ${each((all) => print(all.at(-1) ?? 0))} ${lastSeen(known, range)}`;
    const words = trend(drawn);
    if (output === "csv")
      return reply.info(now, { body: [{ code: csv({ ...drawn, words }), file: `${what}.csv` }], kubectl });
    return reply.info(now, {
      body: [
        { text: say`In the last ${since}: ${words}` },
        { chart: { ...drawn, words: say`${drawn.title} in the last ${since}: ${words}` } },
        {
          fields: {
            Highest: each((all) => print(Math.max(...all))),
            Lowest: each((all) => print(Math.min(...all))),
            ...(vs !== undefined && { [`${vs} ago`]: before.map(({ points }) => compared(points, print)).join(", ") }),
            ...Object.fromEntries(allowed.map(({ field, value, none }) => [field, value ? print(value) : none])),
          },
        },
      ],
      actions: [
        button("Refresh", call(metrics, args), { inPlace: true }),
        button("As CSV", call(metrics, { ...args, output: "csv" })),
      ],
      kubectl,
    });
  },
});

/** Milliseconds after which Prometheus itself calls a series gone. What is older was true then, and nobody knows of now. */
const STALE = 5 * 60_000;

/** Whatever is the matter, a workload that is gone, a scrape that fails or a clock that is wrong: old numbers are called old. */
function lastSeen(known: readonly { readonly points: readonly Point[] }[], { from, to }: Range): string {
  const last = Math.max(...known.map(({ points }) => points.at(-1)?.at ?? 0));
  const late = to - last;
  return late > Math.max(STALE, (to - from) / 50)
    ? `when last seen, ${age(new Date(last).toISOString(), to)} ago`
    : "now";
}

const numbers = (all: readonly Point[]): readonly number[] => all.map(({ value }) => value);

async function points(
  prometheus: Prometheus,
  query: string,
  range: Range,
  signal: AbortSignal,
): Promise<readonly Point[]> {
  return (await prometheus.range(query, range, signal)).flatMap((series) => series.points);
}

/** What nobody knows anything of is told with the first query: that is the one people can mend. */
async function firstKnown(queries: readonly string[], ask: (query: string) => Promise<readonly Point[]>) {
  for (const query of queries) {
    const points = await ask(query);
    if (points.length > 0) return { query, points };
  }
  return { query: queries[0] ?? "", points: [] };
}

interface Earlier {
  readonly name: string;
  readonly query: string;
  readonly vs: string;
  readonly range: Range;
  readonly prometheus: Prometheus;
  readonly signal: AbortSignal;
}

/** The same hours of another day, moved to today's. */
async function earlier({ name, query, vs, range, prometheus, signal }: Earlier): Promise<ChartLine> {
  const ago = milliseconds(vs);
  const found = await points(prometheus, query, { from: range.from - ago, to: range.to - ago }, signal);
  return {
    name: name === "" ? `${vs} ago` : `${name}, ${vs} ago`,
    points: found.map(({ at, value }) => ({ at: at + ago, value })),
    earlier: true,
  };
}

const compared = (before: readonly Point[], print: (value: number) => string): string => {
  const then = before.at(-1)?.value;
  return then === undefined ? "unknown" : `${print(then)} at this time, ${print(Math.max(...numbers(before)))} at most`;
};

interface Allowed extends Pick<Level, "name"> {
  readonly field: string;
  readonly value: number | undefined;
  /** What is said where there is no such number. */
  readonly none: string;
}

/** What all its pods together ask for and may use, as the workload says now. */
function allowance(object: KubeObject, resource: "cpu" | "memory"): readonly Allowed[] {
  const containers: readonly Container[] = (object.spec?.template?.spec ?? object.spec)?.containers ?? [];
  const pods: number = object.status?.replicas ?? object.status?.currentNumberScheduled ?? 1;
  const all = (which: "requests" | "limits"): number | undefined => {
    const given = containers.map((one) => quantity(one.resources?.[which]?.[resource]));
    return given.length > 0 && given.every((one) => one > 0)
      ? given.reduce((sum, one) => sum + one, 0) * pods
      : undefined;
  };
  return [
    { name: "asked for", field: "Asked for", value: all("requests"), none: "not by every container" },
    { name: "limit", field: "Limit", value: all("limits"), none: "not on every container" },
  ];
}

interface Container {
  readonly resources?: Readonly<Record<"requests" | "limits", Readonly<Record<string, string>> | undefined>>;
}
