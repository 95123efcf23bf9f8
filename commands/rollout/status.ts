import {
  defineCommand,
  Failure,
  FIGURES_NEEDS,
  figuresNow,
  figuresOf,
  findWorkload,
  onWorkload,
  permissions,
  reply,
  type Reply,
  ROLLING,
  rolloutProgress,
  say,
  short,
  z,
} from "#kit";

export const rolloutStatus = defineCommand({
  name: "rollout status",
  summary: "Watch a rollout until it is done",
  risk: "read",
  needs: [...permissions("get list watch", ...ROLLING), ...FIGURES_NEEDS],
  args: {
    ...onWorkload,
    revision: z.int().min(1).optional().meta({ description: "Stop if another revision is rolled out meanwhile" }),
  },
  positional: ["target"],
  examples: ["rollout status web", "rollout status ds/log-agent -n ops"],

  async *run(ctx, { target, namespace, revision }): AsyncGenerator<Reply> {
    const { object, kind } = await findWorkload(ctx, { target, namespace }, ["Deployment", "StatefulSet", "DaemonSet"]);
    const name = short(object);
    const kubectl = `kubectl rollout status ${name} -n ${namespace}`;
    let figures = await figuresOf(ctx, object);
    for await (const now of ctx.cluster.watch(kind, namespace, object.metadata.name, ctx.signal)) {
      if (!now) throw new Failure("not-found", { what: name, namespace, near: [] });
      const running = Number(now.metadata.annotations?.["deployment.kubernetes.io/revision"]);
      if (revision !== undefined && running > 0 && running !== revision) {
        return yield reply.warn(say`${name} runs revision ${running} by now, not ${revision}`, { kubectl });
      }
      const { state, text } = rolloutProgress(now);
      if (state !== "moving") figures = await figuresOf(ctx, now); // at its beginning and its end: it may move many times a second
      const picture = state === "failed" ? reply.warn : state === "done" ? reply.ok : reply.info;
      yield picture(say`${name}: ${text}`, {
        body: figures.length > 0 ? [{ text: say`Now: ${figuresNow(figures)}` }] : [],
        ...{ kubectl, live: state === "moving" },
      });
      if (state !== "moving") return;
    }
  },
});
