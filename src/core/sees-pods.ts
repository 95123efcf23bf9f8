import type { Context } from "./context.ts";

/** Prometheus knows no Kubernetes rights: who may not list the pods of a namespace does not see their numbers either. */
export async function seesPods(ctx: Context, namespace: string): Promise<boolean> {
  const { allowed } = await ctx.cluster.can("list", await ctx.cluster.kind("pods"), namespace);
  return allowed;
}
