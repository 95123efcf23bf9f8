/** What pods use: as metrics-server says, and where there is none, as Prometheus does. */
import { type Context, Failure, failedWith, type KubeObject, type Prometheus, say, USAGE } from "#kit";

export interface Measured {
  /** As the kind PodMetrics has it. */
  readonly pods: readonly KubeObject[];
  /** How somebody else would ask for the same. */
  readonly by: "metrics-server" | "Prometheus";
}

interface Query {
  readonly namespace?: string | undefined;
  readonly labels?: string | undefined;
}

/** @throws Failure that names the fix where nobody measures, or where metrics-server has fallen silent */
export async function podsMeasured(ctx: Context, query: Query): Promise<Measured> {
  const kind = await ctx.cluster.kind("pods.metrics.k8s.io").catch(notServed);
  if (kind) return { pods: await ctx.cluster.list(kind, query), by: "metrics-server" };
  if (ctx.prometheus) return { pods: await fromPrometheus(ctx, ctx.prometheus, query.namespace), by: "Prometheus" };
  throw nobodyMeasures();
}

/** None where only Prometheus measures, which knows nodes by their pods only. */
export async function nodesMeasured(ctx: Context): Promise<readonly KubeObject[] | undefined> {
  const kind = await ctx.cluster.kind("nodes.metrics.k8s.io").catch(notServed);
  if (kind) return ctx.cluster.list(kind, {});
  if (ctx.prometheus) return undefined;
  throw nobodyMeasures();
}

function notServed(error: unknown): undefined {
  if (failedWith(error, "unknown-kind")) return undefined;
  throw error;
}

const nobodyMeasures = (): Failure =>
  new Failure("refused", {
    because: say`Nobody measures in this cluster, so I cannot say what is used. Installing ${"metrics-server"} changes that.`,
  });

/** The caller lists the pods as the person, and shows only those: Prometheus knows no Kubernetes rights. */
async function fromPrometheus(ctx: Context, prometheus: Prometheus, namespace = ""): Promise<readonly KubeObject[]> {
  const ask = async (promql: string) => {
    const series = await prometheus.instant(promql, ctx.now(), ctx.signal);
    return new Map(
      series.map(({ labels, points }) => [`${labels["namespace"]}/${labels["pod"]}`, points.at(-1)?.value ?? 0]),
    );
  };
  const [cpu, memory] = await Promise.all([ask(USAGE.cpu(namespace)), ask(USAGE.memory(namespace))]);
  return [...cpu].map(([key, cores]) => {
    const [within = "", name = ""] = key.split("/");
    const usage = { cpu: String(cores), memory: String(memory.get(key) ?? 0) };
    return {
      apiVersion: "metrics.k8s.io/v1beta1",
      kind: "PodMetrics",
      metadata: { name, namespace: within },
      containers: [{ usage }],
    };
  });
}
