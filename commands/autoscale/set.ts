import {
  call,
  type Change,
  type Context,
  defineCommand,
  Failure,
  findWorkload,
  type KubeObject,
  onWorkload,
  patching,
  permissions,
  reply,
  type Reply,
  say,
  short,
  warn,
  z,
} from "#kit";

const KIND = "horizontalpodautoscalers.autoscaling";

/** What looks after workloads that can be scaled. */
export const SCALABLE = ["Deployment", "StatefulSet", "ReplicaSet"];

export const autoscaleSet = defineCommand({
  name: "autoscale set",
  summary: "Change an autoscaler: fewest pods, most pods, or the CPU use it aims at",
  risk: "change",
  needs: [
    ...permissions("get list", "deployments.apps", "statefulsets.apps", "replicasets.apps"),
    ...permissions("get list patch", KIND),
  ],
  args: {
    ...onWorkload,
    min: z.int().min(1).max(1000).optional().meta({ description: "Fewest pods that you want", natural: true }),
    max: z.int().min(1).max(1000).optional().meta({ description: "Most pods that you want", natural: true }),
    cpu: z
      .int()
      .min(1)
      .max(1000)
      .optional()
      .meta({ description: "CPU use to aim at, in percent of what the pods ask for", natural: true }),
  },
  positional: ["target"],
  examples: ["autoscale set cart max 8", "autoscale set cart min 2 max 6 cpu 60 -n shop"],

  async run(ctx, args): Promise<Reply | Change> {
    if (args.min === undefined && args.max === undefined && args.cpu === undefined)
      throw new Failure("refused", {
        because: say`Say what to change, for example ${`autoscale set ${args.target} max 8`}.`,
      });
    const { object } = await findWorkload(ctx, args, SCALABLE);
    const { autoscaler, kind } = await autoscalerOf(ctx, object, args.namespace);
    return change(ctx, kind, autoscaler, args);
  },
});

/** @throws Failure that says how to make one where there is none */
export async function autoscalerOf(ctx: Context, object: KubeObject, namespace: string) {
  const kind = await ctx.cluster.kind(KIND);
  const all = await ctx.cluster.list(kind, { namespace });
  const autoscaler = all.find(({ spec }) => {
    const { kind: what, name } = spec?.scaleTargetRef ?? {};
    return what === object.kind && name === object.metadata.name;
  });
  if (autoscaler) return { autoscaler, kind };
  const create = `kubectl autoscale ${short(object)} -n ${namespace} --min=2 --max=6 --cpu=70%`;
  throw new Failure("refused", {
    because: say`No autoscaler looks after ${short(object)}. Whoever may create one can, with ${create}.`,
  });
}

interface Bounds {
  readonly target: string;
  readonly namespace: string;
  readonly cluster: string;
  readonly min?: number | undefined;
  readonly max?: number | undefined;
  readonly cpu?: number | undefined;
}

async function change(
  ctx: Context,
  kind: Awaited<ReturnType<Context["cluster"]["kind"]>>,
  autoscaler: KubeObject,
  { target, namespace, cluster, min, max, cpu }: Bounds,
): Promise<Reply | Change> {
  const { minReplicas = 1, maxReplicas, metrics = [] } = autoscaler.spec ?? {};
  const [least, most] = [min ?? minReplicas, max ?? maxReplicas];
  if (least > most)
    throw new Failure("refused", { because: say`The fewest pods cannot be more than the most: ${least} and ${most}.` });
  const at = metrics.findIndex(
    (metric: KubeObject["spec"]) => metric.resource?.name === "cpu" && metric.resource.target?.averageUtilization,
  );
  if (cpu !== undefined && at < 0)
    throw new Failure("refused", {
      because: say`This autoscaler does not look at CPU in percent, so there is no such target to change.`,
    });
  const before: number | undefined = metrics[at]?.resource.target.averageUtilization;
  const set = {
    ...(least !== minReplicas && { "/spec/minReplicas": least }),
    ...(most !== maxReplicas && { "/spec/maxReplicas": most }),
    ...(cpu !== undefined && cpu !== before && { [`/spec/metrics/${at}/resource/target/averageUtilization`]: cpu }),
  };
  const name = short(autoscaler);
  if (Object.keys(set).length === 0) return reply.info(say`${name} is set so already; nothing to do`);
  const back = { min: minReplicas, max: maxReplicas, ...(before !== undefined && { cpu: before }) };
  return patching(ctx, kind, autoscaler, {
    set,
    title: say`Change the bounds of ${name}`,
    done: say`Changed the bounds of ${name}`,
    label: "Change them",
    warnings: warn.managed(autoscaler),
    undo: call(autoscaleSet, { target, namespace, cluster, ...back }),
    kubectl: `kubectl patch hpa ${autoscaler.metadata.name} -n ${namespace} --type=json -p '${JSON.stringify(operations(set))}'`,
  });
}

const operations = (set: object) => Object.entries(set).map(([path, value]) => ({ op: "replace", path, value }));
