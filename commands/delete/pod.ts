import {
  type Change,
  type Context,
  defineCommand,
  failedWith,
  Failure,
  inNamespace,
  type KubeObject,
  say,
  targetOf,
  type Text,
  warn,
  z,
} from "#kit";

export const deletePod = defineCommand({
  name: "delete pod",
  summary: "Delete one pod, so that its workload starts another",
  risk: "destroy",
  needs: ["get pods", "delete pods", "watch pods", "list poddisruptionbudgets.policy"],
  args: {
    name: z
      .string()
      .regex(/^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$/, "that is not a pod name")
      .meta({ description: "Pod", suggest: "pod" }),
    ...inNamespace,
  },
  positional: ["name"],
  examples: ["delete pod db-0", "delete pod db-0 -n shop"],

  async run(ctx, { name, namespace }): Promise<Change> {
    const kind = await ctx.cluster.kind("pods");
    const pod = await ctx.cluster.get(kind, namespace, name);
    if (pod.metadata.deletionTimestamp)
      throw new Failure("refused", { because: say`pod/${name} is being deleted already.` });
    const target = targetOf(ctx, kind, pod);
    // The uid keeps a new pod of the same name (a StatefulSet's) safe from a button that was meant for the old one.
    const call = { verb: "delete", preconditions: { uid: target.uid } } as const;
    await ctx.cluster.preview(target, call);
    return {
      change: true,
      target,
      call,
      title: say`Delete pod/${name}`,
      done: say`Deleted pod/${name}`,
      label: "Delete",
      diff: [],
      warnings: [...replacement(pod), ...(await disruption(ctx, pod))],
      follow: "gone",
      kubectl: `kubectl delete pod ${name} -n ${namespace}`,
    };
  },
});

function replacement({ metadata }: KubeObject): readonly Text[] {
  const owner = metadata.ownerReferences?.find((one) => one.controller);
  return owner
    ? [say`Its ${owner.kind} ${owner.name} will start a new one.`]
    : [say`Nothing owns it: no new one will be started in its place.`];
}

async function disruption(ctx: Context, pod: KubeObject): Promise<readonly Text[]> {
  try {
    const kind = await ctx.cluster.kind("poddisruptionbudgets.policy");
    return warn.budgets(pod, await ctx.cluster.list(kind, { namespace: pod.metadata.namespace }));
  } catch (error) {
    // Deleting needs no right to read budgets; who lacks it should know that none was looked at.
    if (failedWith(error, "forbidden")) return [say`You may not read PodDisruptionBudgets, so none was looked at.`];
    throw error;
  }
}
