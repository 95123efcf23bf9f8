/** What every answer from Prometheus about a workload needs first. */
import { type Context, Failure, type Prometheus, say, seesPods } from "#kit";

/** @throws Failure that names the fix */
export function needPrometheus({ prometheus }: Context): Prometheus {
  if (prometheus) return prometheus;
  throw new Failure("refused", {
    because: say`No Prometheus is configured. Whoever runs this bot can name one in ${"PROMETHEUS_URL"}.`,
  });
}

/** @throws Failure for who may not see the pods there */
export async function mayLook(ctx: Context, namespace: string): Promise<void> {
  if (!(await seesPods(ctx, namespace)))
    throw new Failure("refused", {
      because: say`Kubernetes does not let you list pods in ${namespace}, so I do not show their numbers either.`,
    });
}
