import { type Context, defineCommand, failedWith, Failure, namespace, reply, type Reply, say, z } from "#kit";

export const use = defineCommand({
  name: "use",
  summary: "Choose the namespace or cluster that is meant when you name none",
  risk: "read",
  needs: ["get namespaces"],
  args: {
    where: namespace().optional(),
    on: z.string().optional().meta({ description: "Cluster", suggest: "cluster" }),
    for: z.enum(["me", "channel"]).default("me").meta({ description: "Whose choice it is", natural: true }),
    clear: z.boolean().default(false).meta({ description: "Forget the choice", natural: true }),
  },
  positional: ["where"],
  examples: ["use shop", "use staging for channel", "use clear"],

  async run(ctx, { where, on, for: whose, clear }): Promise<Reply> {
    const owner = whose === "channel" ? { place: ctx.place.id } : { person: ctx.person.id };
    const mine = whose === "channel" ? "Here" : "For you";
    if (clear) {
      await ctx.defaults.set(owner, {});
      return reply.ok(say`${mine}, nothing is chosen any more`, { open: whose === "channel" });
    }
    const now = await ctx.defaults.get(ctx.person.id, ctx.place.id);
    if (where === undefined && on === undefined) return current(ctx, now);

    const cluster = on ?? now.cluster ?? ctx.clusters.default;
    if (!ctx.clusters.names.includes(cluster))
      throw new Failure("unknown-cluster", { word: cluster, known: ctx.clusters.names });
    if (where !== undefined) await exists(ctx, cluster, where);
    const chosen = { ...(on !== undefined && { cluster: on }), ...(where !== undefined && { namespace: where }) };
    await ctx.defaults.set(owner, chosen);
    return reply.ok(
      say`${mine}, ${where ? say`namespace ${where}` : say`cluster ${cluster}`}${where && on ? say` on ${on}` : say``} is meant from now on`,
      {
        open: whose === "channel",
      },
    );
  },
});

async function current(
  ctx: Context,
  chosen: { readonly cluster?: string; readonly namespace?: string },
): Promise<Reply> {
  const cluster = chosen.cluster ?? ctx.clusters.default;
  return reply.info(
    say`Namespace ${chosen.namespace ?? ctx.clusters.namespace(cluster)} on ${cluster} is meant when you name none`,
  );
}

/** A mistyped namespace would answer "no pods" from then on. Who may not read namespaces is taken at their word. */
async function exists(ctx: Context, cluster: string, name: string): Promise<void> {
  ctx.authorise(name);
  const there = ctx.clusters.connect(cluster, ctx.person.kubernetes);
  try {
    await there.get(await there.kind("namespaces"), undefined, name);
  } catch (error) {
    if (!failedWith(error, "forbidden")) throw error;
  }
}
