import {
  type Amount,
  type Block,
  button,
  call,
  type Context,
  cores,
  defineCommand,
  hints,
  inNamespace,
  type KubeObject,
  mebibytes,
  permissions,
  quantity,
  reply,
  type Reply,
  say,
  share,
  type Usage,
  USAGE,
  usageOfPods,
  usageOfWorkloads,
  z,
} from "#kit";
import { nodesMeasured, podsMeasured } from "./top/measured.ts";

/** As many as anybody reads on a phone. */
const MOST_HINTS = 5;

export const top = defineCommand({
  name: "top",
  summary: "Show what nodes, pods or workloads use, beside what they ask for",
  risk: "read",
  needs: permissions("list", "nodes", "pods", "nodes.metrics.k8s.io", "pods.metrics.k8s.io"),
  args: {
    what: z
      .enum(["workloads", "pods", "nodes"])
      .default("workloads")
      .meta({ description: "What to show: workloads, pods or nodes" }),
    ...inNamespace,
    selector: z.string().optional().meta({ description: "Label selector, such as app=web", short: "l" }),
    allNamespaces: z.boolean().default(false).meta({ description: "Look in every namespace", short: "A" }),
  },
  positional: ["what"],
  examples: ["top", "top pods -l app=web", "top nodes", "top workloads -A"],

  async run(ctx, args): Promise<Reply> {
    const again = button("Refresh", call(top, args), { inPlace: true });
    if (args.what === "nodes") {
      ctx.authorise(undefined);
      return { ...(await nodes(ctx)), actions: [again] };
    }
    const namespace = args.allNamespaces ? undefined : args.namespace;
    const query = { namespace, labels: args.selector };
    const [pods, { pods: metrics, by }] = await Promise.all([list(ctx, "pods", query), podsMeasured(ctx, query)]);
    const all = args.what === "pods" ? usageOfPods(pods, metrics) : usageOfWorkloads(pods, metrics);
    const where = namespace === undefined ? say`in the whole cluster` : say`in ${namespace}`;
    const labels = args.selector ? ` -l ${args.selector}` : "";
    const kubectl =
      by === "Prometheus"
        ? `${USAGE.cpu(namespace ?? "")} ; ${USAGE.memory(namespace ?? "")}`
        : `kubectl top pods${labels}${namespace ? ` -n ${namespace}` : " -A"}`;
    if (all.length === 0) return reply.info(say`Nothing that runs is measured ${where}`, { kubectl, actions: [again] });
    const sorted = all.toSorted((a, b) => b.used.cpu - a.used.cpu);
    return reply.info(say`What ${args.what} use ${where}, the busiest first`, {
      body: [table(sorted, args.what === "pods", namespace === undefined), ...advice(sorted)],
      actions: [again],
      kubectl,
    });
  },
});

function table(all: readonly Usage[], onePod: boolean, everywhere: boolean): Block {
  const columns = [
    ...(everywhere ? ["NAMESPACE"] : []),
    ...(onePod ? ["POD"] : ["WORKLOAD", "PODS"]),
    ...["CPU", "OF REQUEST", "MEMORY", "OF LIMIT"],
  ];
  const rows = all.map(({ name, namespace, pods, used, requested, limited }) => [
    ...(everywhere ? [namespace] : []),
    ...(onePod ? [name] : [name, String(pods)]),
    ...[cores(used.cpu), share(used.cpu, requested.cpu), mebibytes(used.memory), share(used.memory, limited.memory)],
  ]);
  return { table: { columns, rows }, file: "top.txt" };
}

function advice(all: readonly Usage[]): readonly Block[] {
  const found = all.flatMap(hints);
  const left = found.length - MOST_HINTS;
  return [
    ...found.slice(0, MOST_HINTS).map((hint) => ({ note: say`${hint}` })),
    ...(left > 0 ? [{ note: say`${left} more hints are not shown. Name a namespace to see fewer.` }] : []),
  ];
}

async function nodes(ctx: Context): Promise<Reply> {
  const [all, metrics] = await Promise.all([list(ctx, "nodes", {}), nodesMeasured(ctx)]);
  const known = metrics ? usageOfNodes(metrics) : await byTheirPods(ctx);
  const rows = all.map((node) => {
    const { cpu, memory } = known.get(node.metadata.name) ?? {};
    const { allocatable = {} } = node["status"] ?? {};
    if (cpu === undefined) return [node.metadata.name, "unknown", "–", "unknown", "–"];
    return [
      ...[node.metadata.name, cores(cpu), share(cpu, quantity(allocatable.cpu))],
      ...[mebibytes(memory ?? 0), share(memory ?? 0, quantity(allocatable.memory))],
    ];
  });
  const columns = ["NODE", "CPU", "OF NODE", "MEMORY", "OF NODE"];
  return reply.info(say`What ${rows.length} nodes use`, {
    body: [{ table: { columns, rows }, file: "top.txt" }],
    kubectl: metrics ? "kubectl top nodes" : `${USAGE.cpu("")} ; ${USAGE.memory("")}`,
  });
}

const usageOfNodes = (metrics: readonly KubeObject[]): ReadonlyMap<string, Amount> =>
  new Map(
    metrics.map(({ metadata, usage }) => [
      metadata.name,
      { cpu: quantity(usage?.cpu), memory: quantity(usage?.memory) },
    ]),
  );

/** What runs beside pods, the kubelet and the system, is not in it. */
async function byTheirPods(ctx: Context): Promise<ReadonlyMap<string, Amount>> {
  const [pods, { pods: metrics }] = await Promise.all([list(ctx, "pods", {}), podsMeasured(ctx, {})]);
  const nodeOf = new Map(pods.map(({ metadata, spec }) => [`${metadata.namespace}/${metadata.name}`, spec?.nodeName]));
  const found = new Map<string, Amount>();
  for (const { name, namespace, used } of usageOfPods(pods, metrics)) {
    const node: string | undefined = nodeOf.get(`${namespace}/${name}`);
    if (node === undefined) continue;
    const before = found.get(node) ?? { cpu: 0, memory: 0 };
    found.set(node, { cpu: before.cpu + used.cpu, memory: before.memory + used.memory });
  }
  return found;
}

type Query = Parameters<Context["cluster"]["list"]>[1];

const list = async (ctx: Context, word: string, query: Query): Promise<readonly KubeObject[]> =>
  ctx.cluster.list(await ctx.cluster.kind(word), query);
