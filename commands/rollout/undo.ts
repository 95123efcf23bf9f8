import {
  annotationsAfter,
  call,
  type Change,
  currentRevision,
  defineCommand,
  Failure,
  FIGURES_NEEDS,
  findWorkload,
  onWorkload,
  patching,
  permissions,
  reply,
  type Reply,
  ROLLING,
  same,
  say,
  short,
  warn,
  z,
} from "#kit";
import { HISTORY_NEEDS, history, pick } from "./revisions.ts";

export const rolloutUndo = defineCommand({
  name: "rollout undo",
  summary: "Go back to an earlier revision",
  risk: "change",
  needs: [...HISTORY_NEEDS, ...FIGURES_NEEDS, ...permissions("patch watch", ...ROLLING)],
  args: {
    ...onWorkload,
    toRevision: z
      .int()
      .min(0)
      .default(0)
      .meta({ description: "The revision to go back to; 0 is the one before this", natural: true }),
  },
  positional: ["target"],
  examples: ["rollout undo web", "rollout undo web to-revision 1"],

  async run(ctx, { target, namespace, cluster, toRevision }): Promise<Reply | Change> {
    const { object, kind } = await findWorkload(ctx, { target, namespace }, ["Deployment", "StatefulSet", "DaemonSet"]);
    const name = short(object);
    if (object.spec?.paused === true) {
      throw new Failure("refused", {
        because: say`The rollout of ${name} is paused, so an undo would not start. Say ${`rollout resume ${name}`} first.`,
      });
    }
    const revisions = await history(ctx, { object, kind });
    const current = currentRevision(object, revisions);
    const earlier = revisions.findLast((one) => one.number !== current);
    if (toRevision === 0 && !earlier)
      throw new Failure("refused", { because: say`${name} has no earlier revision to go back to.` });
    const revision = pick(revisions, toRevision === 0 ? (earlier?.number ?? 0) : toRevision, name);
    if (same(revision.template, object.spec?.template))
      return reply.info(say`${name} already runs the template of revision ${revision.number}; nothing to do`);

    return patching(ctx, kind, object, {
      set: {
        "/spec/template": revision.template,
        ...(object.kind === "Deployment" && { "/metadata/annotations": annotationsAfter(object, revision) }),
      },
      title: say`Take ${name} back to revision ${revision.number}`,
      done: say`Took ${name} back to revision ${revision.number}`,
      label: `Go back to ${revision.number}`,
      warnings: [say`Replicas, ConfigMaps and Secrets stay as they are.`, ...warn.managed(object)],
      ...(current !== undefined && {
        undo: call(rolloutUndo, { target: name, namespace, cluster, toRevision: current }),
      }),
      follow: "rollout",
      kubectl: `kubectl rollout undo ${name} -n ${namespace} --to-revision=${revision.number}`,
    });
  },
});
