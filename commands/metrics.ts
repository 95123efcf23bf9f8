import {
  cores,
  type Context,
  defineCommand,
  duration,
  Failure,
  findWorkload,
  type KubeObject,
  mebibytes,
  milliseconds,
  onWorkload,
  permissions,
  reply,
  type Reply,
  ROLLING,
  say,
  type Series,
  short,
  sparkline,
  z,
} from "#kit";

interface Measure {
  readonly title: string;
  /** @param pods a label matcher for the workload's pods, its namespace among it */
  readonly promql: (pods: string) => string;
  readonly print: (value: number) => string;
}

const each = (value: number): string => `${Number(value.toPrecision(3))}/s`;
const percent = (value: number): string => `${Number((value * 100).toPrecision(3))}%`;
const whole = (value: number): string => String(Math.round(value));
const seconds = (value: number): string =>
  value < 1 ? `${Math.round(value * 1000)}ms` : `${Number(value.toPrecision(3))}s`;

/** Ready-made, so that nobody has to know PromQL at night. Over five minutes, as everybody's dashboards do. */
const MEASURES = {
  cpu: {
    title: "CPU",
    promql: (pods) => `sum(rate(container_cpu_usage_seconds_total{${pods},container!=""}[5m]))`,
    print: cores,
  },
  memory: {
    title: "Memory",
    promql: (pods) => `sum(container_memory_working_set_bytes{${pods},container!=""})`,
    print: mebibytes,
  },
  restarts: {
    title: "Restarts",
    promql: (pods) => `sum(increase(kube_pod_container_status_restarts_total{${pods}}[5m]))`,
    print: whole,
  },
  requests: {
    title: "Requests",
    promql: (pods) => `sum(rate(http_requests_total{${pods}}[5m]))`,
    print: each,
  },
  errors: {
    title: "Failed requests",
    promql: (pods) =>
      `sum(rate(http_requests_total{${pods},code=~"5.."}[5m])) / sum(rate(http_requests_total{${pods}}[5m]))`,
    print: percent,
  },
  latency: {
    title: "Latency (95 of 100 answers)",
    promql: (pods) => `histogram_quantile(0.95, sum by (le) (rate(http_request_duration_seconds_bucket{${pods}}[5m])))`,
    print: seconds,
  },
} as const satisfies Record<string, Measure>;

export const metrics = defineCommand({
  name: "metrics",
  summary: "Show how a workload's CPU, memory, requests or errors went",
  risk: "read",
  needs: [
    ...permissions("get list", ...ROLLING, "replicasets.apps"),
    "create selfsubjectaccessreviews.authorization.k8s.io",
  ],
  args: {
    ...onWorkload,
    what: z
      .enum(Object.keys(MEASURES) as [keyof typeof MEASURES])
      .default("cpu")
      .meta({ description: "What to show" }),
    since: duration().default("1h").meta({ description: "How far back, such as 15m or 2d", natural: true }),
  },
  positional: ["target", "what"],
  examples: ["metrics web", "metrics web memory since 6h", "metrics deploy/web errors -n shop"],

  async run(ctx, { target, what, since, namespace }): Promise<Reply> {
    const prometheus = ctx.prometheus;
    if (!prometheus)
      throw new Failure("refused", {
        because: say`No Prometheus is configured. Whoever runs this bot can name one in ${"PROMETHEUS_URL"}.`,
      });
    const { object } = await findWorkload(ctx, { target, namespace });
    await mayLook(ctx, namespace);
    const { title, promql, print }: Measure = MEASURES[what];
    const query = promql(podsOf(object, namespace));
    const to = ctx.now();
    const found = await prometheus.range(query, { from: to - milliseconds(since), to }, ctx.signal);
    const points = found.flatMap((one: Series) => one.points).map(({ value }) => value);
    const now = points.at(-1);
    if (now === undefined)
      return reply.info(say`Prometheus knows no ${title.toLowerCase()} of ${short(object)} in the last ${since}`, {
        body: [{ note: say`It may not scrape it, or the workload may count under another name.` }],
        kubectl: query,
      });
    return reply.info(say`${title} of ${short(object)}: ${print(now)} now`, {
      body: [
        { code: sparkline(points) },
        {
          fields: {
            Highest: print(Math.max(...points)),
            Lowest: print(Math.min(...points)),
            "Looked back": since,
          },
        },
      ],
      kubectl: query,
    });
  },
});

/** Prometheus knows no Kubernetes rights: who may not see the pods there may not see their numbers either. */
async function mayLook(ctx: Context, namespace: string): Promise<void> {
  const pods = await ctx.cluster.kind("pods");
  const { allowed } = await ctx.cluster.can("list", pods, namespace);
  if (!allowed)
    throw new Failure("refused", {
      because: say`Kubernetes does not let you list pods in ${namespace}, so I do not show their numbers either.`,
    });
}

/** As its pods are called: web-7d9f8-x2x7p, db-0. Names were checked when they were looked up; dots are the only signs. */
function podsOf({ kind, metadata: { name } }: KubeObject, namespace: string): string {
  const tail = { Deployment: "-[a-z0-9]+-[a-z0-9]{5}", StatefulSet: "-[0-9]+", Pod: "" }[kind] ?? "-[a-z0-9]{5}";
  return `namespace="${namespace}",pod=~"${name.replaceAll(".", "\\\\.")}${tail}"`;
}
