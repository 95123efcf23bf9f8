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
import { rolloutPause } from "./pause.ts";

export const rolloutResume = defineCommand({
  name: "rollout resume",
  summary: "Let a paused rollout go on",
  risk: "change",
  needs: [...permissions("get list patch watch", "deployments.apps"), ...FIGURES_NEEDS],
  args: onWorkload,
  positional: ["target"],
  examples: ["rollout resume web"],

  async run(ctx, { target, namespace, cluster }): Promise<Reply | Change> {
    const { object, kind } = await findWorkload(ctx, { target, namespace }, ["Deployment"]);
    const name = short(object);
    if (object.spec?.paused !== true) return reply.info(say`The rollout of ${name} is not paused; nothing to do`);
    return patching(ctx, kind, object, {
      set: { "/spec/paused": undefined },
      title: say`Resume the rollout of ${name}`,
      done: say`Resumed the rollout of ${name}`,
      label: "Resume",
      warnings: [],
      undo: call(rolloutPause, { target: name, namespace, cluster }),
      follow: "rollout",
      kubectl: `kubectl rollout resume ${name} -n ${namespace}`,
    });
  },
});
