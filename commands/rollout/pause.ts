import {
  call,
  type Change,
  defineCommand,
  FIGURES_NEEDS,
  findWorkload,
  onWorkload,
  patching,
  permissions,
  reply,
  type Reply,
  say,
  short,
} from "#kit";
import { rolloutResume } from "./resume.ts";

export const rolloutPause = defineCommand({
  name: "rollout pause",
  summary: "Hold a Deployment's rollout where it is",
  risk: "change",
  needs: [...permissions("get list patch", "deployments.apps"), ...FIGURES_NEEDS],
  args: onWorkload,
  positional: ["target"],
  examples: ["rollout pause web"],

  async run(ctx, { target, namespace, cluster }): Promise<Reply | Change> {
    const { object, kind } = await findWorkload(ctx, { target, namespace }, ["Deployment"]);
    const name = short(object);
    if (object.spec?.paused === true) return reply.info(say`The rollout of ${name} is paused already; nothing to do`);
    return patching(ctx, kind, object, {
      set: { "/spec/paused": true },
      title: say`Pause the rollout of ${name}`,
      done: say`Paused the rollout of ${name}`,
      label: "Pause",
      warnings: [say`Changes of its pod template wait until somebody resumes it.`],
      undo: call(rolloutResume, { target: name, namespace, cluster }),
      kubectl: `kubectl rollout pause ${name} -n ${namespace}`,
    });
  },
});
