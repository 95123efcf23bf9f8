import {
  type Change,
  defineCommand,
  Failure,
  FIGURES_NEEDS,
  findWorkload,
  type KubeObject,
  onWorkload,
  patching,
  permissions,
  pointer,
  ROLLING,
  say,
  short,
  type Text,
  warn,
} from "#kit";

/** kubectl's own annotation (pkg/polymorphichelpers/objectrestarter.go), so that a restart looks the same whoever did it. */
const RESTARTED = `/spec/template/metadata/annotations/${pointer("kubectl.kubernetes.io/restartedAt")}`;

export const rolloutRestart = defineCommand({
  name: "rollout restart",
  summary: "Replace every pod of a workload, a few at a time",
  risk: "change",
  needs: [...permissions("get list watch patch", ...ROLLING), ...FIGURES_NEEDS],
  args: onWorkload,
  positional: ["target"],
  examples: ["rollout restart web", "rollout restart ds/log-agent -n ops"],

  async run(ctx, { target, namespace }): Promise<Change> {
    const { object, kind } = await findWorkload(ctx, { target, namespace }, ["Deployment", "StatefulSet", "DaemonSet"]);
    const name = short(object);
    if (object.spec?.paused === true) {
      throw new Failure("refused", {
        because: say`The rollout of ${name} is paused, so a restart would not start. Say ${`rollout resume ${name}`} first.`,
      });
    }
    return patching(ctx, kind, object, {
      set: { [RESTARTED]: new Date(ctx.now()).toISOString().replace(/\.\d+Z$/, "Z") },
      title: say`Restart ${name}`,
      done: say`Restarted ${name}`,
      label: "Restart",
      warnings: [...outage(object), ...warn.managed(object)],
      follow: "rollout",
      kubectl: `kubectl rollout restart ${name} -n ${namespace}`,
    });
  },
});

function outage({ kind, spec = {} }: KubeObject): readonly Text[] {
  if (spec.strategy?.type === "Recreate")
    return [say`Its strategy is Recreate: all its pods stop before new ones start.`];
  if (spec.updateStrategy?.type === "OnDelete")
    return [say`Its strategy is OnDelete: pods are replaced only when somebody deletes them.`];
  return kind === "StatefulSet" && spec.replicas === 1
    ? [say`It runs one pod, which stops before the new one starts.`]
    : [];
}
