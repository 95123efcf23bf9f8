/** What every answer from Prometheus about a workload needs first. */
import { type Context, Failure, type Prometheus, say } from "#kit";

/** @throws Failure that names the fix */
export function needPrometheus({ prometheus }: Context): Prometheus {
  if (prometheus) return prometheus;
  throw new Failure("refused", {
    because: say`No Prometheus is configured. Whoever runs this bot can name one in ${"PROMETHEUS_URL"}.`,
  });
}

/** Prometheus knows no Kubernetes rights: who may not see the pods there may not see their numbers either. @throws Failure */
export async function mayLook(ctx: Context, namespace: string): Promise<void> {
  const pods = await ctx.cluster.kind("pods");
  const { allowed } = await ctx.cluster.can("list", pods, namespace);
  if (!allowed)
    throw new Failure("refused", {
      because: say`Kubernetes does not let you list pods in ${namespace}, so I do not show their numbers either.`,
    });
}
