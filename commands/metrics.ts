import {
  age,
  type Context,
  defineCommand,
  duration,
  Failure,
  failedWith,
  type Found,
  findWorkload,
  type KubeObject,
  marks,
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
  type Revision,
  say,
  selected,
  short,
  sparkline,
  z,
} from "#kit";
import { history, HISTORY_NEEDS } from "./rollout/revisions.ts";

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
  },
  positional: ["target", "what"],
  examples: [
    "metrics web",
    "metrics web memory since 6h",
    "metrics deploy/web errors -n shop",
    "metrics web cpu vs 1d",
  ],

  async run(ctx, { target, what, since, vs, namespace }): Promise<Reply> {
    const prometheus = ctx.prometheus;
    if (!prometheus)
      throw new Failure("refused", {
        because: say`No Prometheus is configured. Whoever runs this bot can name one in ${"PROMETHEUS_URL"}.`,
      });
    const found = await findWorkload(ctx, { target, namespace });
    await mayLook(ctx, namespace);
    const measure: Measure = MEASURES[what];
    const { title, print } = measure;
    const of = selected(found.object, namespace);
    const to = ctx.now();
    const range = { from: to - milliseconds(since), to };
    const answers = await Promise.all(
      measure.lines.map(async ({ name, promql }) => ({
        name,
        ...(await firstKnown(promql(of), (query) => points(prometheus, query, range, ctx.signal))),
      })),
    );
    const known = answers.filter((one) => one.points.length > 0);
    const kubectl = answers.map(({ query }) => query).join(" ; ");
    const name = short(found.object);
    if (known.length === 0)
      return reply.info(say`Prometheus knows no ${title.toLowerCase()} of ${name} in the last ${since}`, {
        body: [{ note: say`It may not scrape it, or the workload may count under another name.` }],
        kubectl,
      });
    const ago = vs === undefined ? 0 : milliseconds(vs);
    const earlier = { from: range.from - ago, to: range.to - ago };
    const asking = ago === 0 ? [] : known.map(({ query }) => points(prometheus, query, earlier, ctx.signal));
    const before = await Promise.all(asking);
    const rollouts = (await rolledOut(ctx, found)).filter(({ at }) => at >= range.from && at <= range.to);
    const each = (tell: (values: readonly number[]) => string): string =>
      known.map((one) => [one.name, tell(numbers(one.points))].filter(Boolean).join(" ")).join(", ");
    return reply.info(say`${title} of ${name}: ${each((all) => print(all.at(-1) ?? 0))} now`, {
      body: [
        {
          code: drawn(
            known.map((one, i) => ({ ...one, before: before[i] ?? [] })),
            { vs, rollouts },
          ),
        },
        {
          fields: {
            Highest: each((all) => print(Math.max(...all))),
            Lowest: each((all) => print(Math.min(...all))),
            ...(vs !== undefined && { [`${vs} ago`]: before.map((all) => compared(all, print)).join(", ") }),
            ...(measure.resource && allowance(found.object, measure.resource, print)),
            "Looked back": since,
          },
        },
        ...rollouts.map(({ revision, at }) => ({
          note: say`▲ revision ${revision} was made ${age(new Date(at).toISOString(), to)} ago`,
        })),
      ],
      kubectl,
    });
  },
});

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

interface Drawable {
  readonly name: string;
  readonly points: readonly Point[];
  readonly before: readonly Point[];
}

/** One below the other; what is compared has one scale. */
function drawn(
  lines: readonly Drawable[],
  { vs, rollouts }: { vs: string | undefined; rollouts: readonly { readonly at: number }[] },
): string {
  const rows = lines.flatMap(({ name, points, before }): (readonly [label: string, line: string])[] => {
    const top = Math.max(...numbers(points), ...numbers(before), 0);
    const now = [name || (vs === undefined ? "" : "now"), sparkline(numbers(points), top)] as const;
    return before.length === 0 ? [now] : [now, [`${vs} ago`, sparkline(numbers(before), top)]];
  });
  const times = lines[0]?.points.map(({ at }) => at) ?? [];
  const moments = rollouts.map(({ at }) => at);
  const widest = Math.max(...rows.map(([label]) => label.length));
  return [...rows, ["", marks(times, moments)] as const]
    .map(([label, line]) => `${label.padEnd(widest === 0 ? 0 : widest + 2)}${line}`.trimEnd())
    .filter((line) => line !== "")
    .join("\n");
}

const compared = (before: readonly Point[], print: (value: number) => string): string => {
  const then = before.at(-1)?.value;
  return then === undefined ? "unknown" : `${print(then)} at this time, ${print(Math.max(...numbers(before)))} at most`;
};

/** What all its pods together ask for and may use, as the workload says now. */
function allowance(object: KubeObject, resource: "cpu" | "memory", print: (value: number) => string) {
  const containers: readonly Container[] = (object.spec?.template?.spec ?? object.spec)?.containers ?? [];
  const pods: number = object.status?.replicas ?? object.status?.currentNumberScheduled ?? 1;
  const all = (which: "requests" | "limits"): number | undefined => {
    const given = containers.map((one) => quantity(one.resources?.[which]?.[resource]));
    return given.length > 0 && given.every((one) => one > 0) ? given.reduce((sum, one) => sum + one, 0) : undefined;
  };
  const [asked, most] = [all("requests"), all("limits")];
  return {
    "Asked for": asked === undefined ? "not by every container" : print(asked * pods),
    Limit: most === undefined ? "not on every container" : print(most * pods),
  };
}

interface Container {
  readonly resources?: Readonly<Record<"requests" | "limits", Readonly<Record<string, string>> | undefined>>;
}

/** When its revisions were made; nothing for what has none, and for who may not look. */
async function rolledOut(ctx: Context, found: Found): Promise<readonly { revision: number; at: number }[]> {
  if (!["Deployment", "StatefulSet", "DaemonSet"].includes(found.object.kind)) return [];
  const made = ({ number, createdAt }: Revision) => ({ revision: number, at: Date.parse(createdAt ?? "") });
  try {
    return (await history(ctx, found)).map(made);
  } catch (error) {
    if (failedWith(error, "forbidden")) return [];
    throw error;
  }
}

/** Prometheus knows no Kubernetes rights: who may not see the pods there may not see their numbers either. */
async function mayLook(ctx: Context, namespace: string): Promise<void> {
  const pods = await ctx.cluster.kind("pods");
  const { allowed } = await ctx.cluster.can("list", pods, namespace);
  if (!allowed)
    throw new Failure("refused", {
      because: say`Kubernetes does not let you list pods in ${namespace}, so I do not show their numbers either.`,
    });
}
