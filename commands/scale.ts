import {
  call,
  type Change,
  type Context,
  defineCommand,
  failedWith,
  FIGURES_NEEDS,
  Failure,
  findWorkload,
  type KubeObject,
  onWorkload,
  patching,
  permissions,
  reply,
  type Reply,
  ROLLING,
  say,
  short,
  type Text,
  warn,
  z,
} from "#kit";

export const scale = defineCommand({
  name: "scale",
  summary: "Set how many pods a workload runs",
  risk: "change",
  needs: [
    ...FIGURES_NEEDS,
    ...permissions("get list", ...ROLLING, "replicasets.apps"),
    ...permissions("patch", "deployments.apps/scale", "statefulsets.apps/scale", "replicasets.apps/scale"),
    ...permissions("watch", ...ROLLING),
    "list horizontalpodautoscalers.autoscaling",
  ],
  args: { ...onWorkload, replicas: z.int().min(0).max(1000).meta({ description: "How many pods you want" }) },
  positional: ["target", "replicas"],
  examples: ["scale web 5", "scale sts/db 3 -n shop", "scale web 0"],

  async run(ctx, { target, namespace, cluster, replicas }): Promise<Reply | Change> {
    const { object, kind } = await findWorkload(ctx, { target, namespace }, [
      "Deployment",
      "StatefulSet",
      "DaemonSet",
      "ReplicaSet",
    ]);
    const name = short(object);
    if (object.kind === "DaemonSet") {
      throw new Failure("refused", {
        because: say`${name} runs one pod on every node it matches; there is no number to set.`,
      });
    }
    const before: number = object.spec?.replicas ?? 1;
    if (before === replicas) return reply.info(say`${name} already runs ${replicas} replicas; nothing to do`);
    const [change, autoscaled] = await Promise.all([
      patching(ctx, kind, object, {
        scale: true,
        set: { "/spec/replicas": replicas },
        title: say`Scale ${name} from ${before} to ${replicas}`,
        done: say`Scaled ${name} from ${before} to ${replicas}`,
        label: `Scale to ${replicas}`,
        warnings: [...warn.toZero(replicas), ...warn.managed(object)],
        undo: call(scale, { target: name, namespace, cluster, replicas: before }),
        ...(object.kind !== "ReplicaSet" && { follow: "rollout" as const }),
        kubectl: `kubectl scale ${name} -n ${namespace} --replicas=${replicas}`,
      }),
      autoscaler(ctx, object, replicas),
    ]);
    return { ...change, warnings: [...change.warnings, ...autoscaled] };
  },
});

async function autoscaler(ctx: Context, object: KubeObject, replicas: number): Promise<readonly Text[]> {
  try {
    const kind = await ctx.cluster.kind("horizontalpodautoscalers.autoscaling");
    return warn.autoscaled(object, await ctx.cluster.list(kind, { namespace: object.metadata.namespace }), replicas);
  } catch (error) {
    // Scaling needs no right to read autoscalers; who lacks it should still know that one may undo the change.
    if (failedWith(error, "forbidden"))
      return [say`You may not read autoscalers, so I cannot tell whether one will change this again.`];
    throw error;
  }
}
