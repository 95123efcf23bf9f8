import {
  age,
  button,
  call,
  currentRevision,
  defineCommand,
  findWorkload,
  onWorkload,
  printable,
  reply,
  type Reply,
  say,
  short,
  yaml,
  z,
} from "#kit";
import { HISTORY_NEEDS, history, pick } from "./revisions.ts";
import { rolloutUndo } from "./undo.ts";

export const rolloutHistory = defineCommand({
  name: "rollout history",
  summary: "List the revisions of a workload, or show one",
  risk: "read",
  needs: HISTORY_NEEDS,
  args: {
    ...onWorkload,
    revision: z.int().min(1).optional().meta({ description: "Show this revision's pod template", natural: true }),
  },
  positional: ["target"],
  examples: ["rollout history web", "rollout history web revision 2"],

  async run(ctx, { target, namespace, cluster, revision }): Promise<Reply> {
    const found = await findWorkload(ctx, { target, namespace }, ["Deployment", "StatefulSet", "DaemonSet"]);
    const name = short(found.object);
    const revisions = await history(ctx, found);
    const kubectl = `kubectl rollout history ${name} -n ${namespace}`;
    if (revision !== undefined) {
      const one = pick(revisions, revision, name);
      const template = printable({
        apiVersion: "v1",
        kind: "PodTemplate",
        metadata: { name },
        template: one.template,
      }).template;
      return reply.info(say`${name}, revision ${revision}${one.cause === "" ? say`` : say`: ${one.cause}`}`, {
        body: [{ code: yaml(template), file: `${found.object.metadata.name}-revision-${revision}.yaml` }],
        actions: [
          button(
            `Go back to ${revision}`,
            call(rolloutUndo, { target: name, namespace, cluster, toRevision: revision }),
          ),
        ],
        kubectl: `${kubectl} --revision=${revision}`,
      });
    }
    const current = currentRevision(found.object, revisions);
    const before = revisions.findLast((one) => one.number !== current);
    const rows = revisions
      .toReversed()
      .map((one) => [
        one.number === current ? `${one.number} (now)` : `${one.number}`,
        age(one.createdAt, ctx.now()),
        one.images.join(", "),
        one.cause,
      ]);
    return reply.info(say`${name} has ${rows.length === 1 ? "1 revision" : `${rows.length} revisions`}`, {
      body: [{ table: { columns: ["REVISION", "AGE", "IMAGES", "CAUSE"], rows } }],
      actions: before
        ? [
            button(
              `Go back to ${before.number}`,
              call(rolloutUndo, { target: name, namespace, cluster, toRevision: before.number }),
            ),
          ]
        : [],
      kubectl,
    });
  },
});
