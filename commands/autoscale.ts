import {
  age,
  button,
  call,
  type Chart,
  type Context,
  defineCommand,
  duration,
  eventsOf,
  failedWith,
  FIGURES_NEEDS,
  findWorkload,
  type KubeObject,
  metricsOf,
  milliseconds,
  onWorkload,
  permissions,
  reply,
  type Reply,
  say,
  scalings,
  seesPods,
  short,
  trend,
  why,
} from "#kit";
import { autoscalerOf, autoscaleSet, SCALABLE } from "./autoscale/set.ts";

/** Scalings that are shown. */
const PAST = 5;

export const autoscale = defineCommand({
  name: "autoscale",
  summary: "Say what an autoscaler aims at, and why it does or does not scale",
  risk: "read",
  needs: [
    ...permissions("get list", "deployments.apps", "statefulsets.apps", "replicasets.apps"),
    ...permissions("list", "horizontalpodautoscalers.autoscaling", "events"),
    ...FIGURES_NEEDS,
  ],
  args: {
    ...onWorkload,
    since: duration().default("3h").meta({ description: "How far back its pods are counted", natural: true }),
  },
  positional: ["target"],
  examples: ["autoscale cart", "autoscale deploy/cart since 1d"],

  async run(ctx, args): Promise<Reply> {
    const { object } = await findWorkload(ctx, args, SCALABLE);
    const { autoscaler } = await autoscalerOf(ctx, object, args.namespace);
    return shown(ctx, object, autoscaler, args);
  },
});

interface Args {
  readonly since: string;
  readonly target: string;
  readonly namespace: string;
  readonly cluster: string;
}

async function shown(ctx: Context, object: KubeObject, autoscaler: KubeObject, args: Args): Promise<Reply> {
  const { calm, text } = why(autoscaler);
  const { since, ...workload } = args;
  const { minReplicas = 1, maxReplicas } = autoscaler.spec ?? {};
  const [events, counted] = await Promise.all([
    eventsOf(ctx, autoscaler, []),
    pods(ctx, object, { since, min: minReplicas, max: maxReplicas }),
  ]);
  const past = events
    .filter(({ reason }) => reason === "SuccessfulRescale")
    .toSorted((a, b) => String(b["lastTimestamp"]).localeCompare(String(a["lastTimestamp"])))
    .slice(0, PAST)
    .map((event) => `${age(event["lastTimestamp"], ctx.now())} ago  ${event["message"]}`);
  const last: string | undefined = autoscaler["status"]?.lastScaleTime;
  const { namespace } = args;
  return (calm ? reply.info : reply.warn)(say`The autoscaler of ${short(object)} ${text}`, {
    body: [
      {
        fields: {
          "Pods now": String(autoscaler["status"]?.currentReplicas ?? "unknown"),
          Between: `${minReplicas} and ${maxReplicas}`,
          ...Object.fromEntries(metricsOf(autoscaler).map((one) => [one.name, `${one.current} of ${one.target}`])),
          "Last scaled": last === undefined ? "never" : `${age(last, ctx.now())} ago`,
        },
      },
      ...(counted ? [{ chart: counted }] : []),
      ...(past.length > 0 ? [{ code: past.join("\n") }] : []),
    ],
    actions: [
      button("Change its bounds", call(autoscaleSet, { ...workload, min: minReplicas, max: maxReplicas }), {
        ask: ["min", "max", "cpu"],
      }),
      button("Refresh", call(autoscale, args), { inPlace: true }),
    ],
    kubectl: `kubectl describe hpa ${autoscaler.metadata.name} -n ${namespace}`,
  });
}

interface Bounds {
  readonly since: string;
  readonly min: number;
  readonly max: number;
}

/** How many pods it was told to run, between its bounds; nothing where nobody counts them, or for who may not look. */
async function pods(ctx: Context, object: KubeObject, { since, min, max }: Bounds): Promise<Chart | undefined> {
  const query = scalings(object);
  if (query === undefined || !ctx.prometheus) return undefined;
  const to = ctx.now();
  const range = { from: to - milliseconds(since), to };
  try {
    if (!(await seesPods(ctx, object.metadata.namespace ?? ""))) return undefined;
    const [series] = await ctx.prometheus.range(query, range, ctx.signal);
    if (!series || series.points.length === 0) return undefined;
    const drawn = {
      ...{ title: `Pods of ${short(object)}`, unit: "count" as const, range, marks: [] },
      lines: [{ name: "pods", points: series.points }],
    };
    const levels = [
      { name: "minimum", value: min },
      { name: "maximum", value: max },
    ];
    return { ...drawn, levels, words: say`In the last ${since}: ${trend(drawn)}` };
  } catch (error) {
    if (failedWith(error, "no-metrics")) return undefined; // the autoscaler itself answers
    throw error;
  }
}
