/** What `rollout history` and `rollout undo` share: the revisions of a workload as this person may read them. */
import { type Context, Failure, type Found, permissions, type Revision, revisionsOf, ROLLING, say } from "#kit";

export const HISTORY_NEEDS = [
  ...permissions("get list", ...ROLLING),
  ...permissions("list", "replicasets.apps", "controllerrevisions.apps"),
];

/** A Deployment keeps its revisions as ReplicaSets, the others as ControllerRevisions. */
export async function history(ctx: Context, { object }: Found): Promise<readonly Revision[]> {
  const kind = await ctx.cluster.kind(object.kind === "Deployment" ? "replicasets.apps" : "controllerrevisions.apps");
  return revisionsOf(object, await ctx.cluster.list(kind, { namespace: object.metadata.namespace }));
}

export function pick(revisions: readonly Revision[], number: number, name: string): Revision {
  const found = revisions.find((one) => one.number === number);
  if (found) return found;
  const known = revisions.map((one) => one.number).join(", ");
  throw new Failure("refused", {
    because:
      known === "" ? say`${name} has no revisions yet.` : say`${name} has no revision ${number}; there is ${known}.`,
  });
}
