import type { KubeObject } from "../controller.ts";
import { type Condition, findCondition } from "../objects/conditions.ts";
import { renewCondition, setCondition, without } from "./conditions.ts";
import type { DeploymentStatus } from "./status.ts";

const type = "Progressing";

/** Kubernetes' way to say "no deadline": the largest int32. */
export function hasDeadline({ spec }: KubeObject): boolean {
  return spec.progressDeadlineSeconds !== undefined && spec.progressDeadlineSeconds !== 2 ** 31 - 1;
}

/** All pods are of the present template and available, and no old one is left. */
export function isComplete({ spec, metadata }: KubeObject, status: DeploymentStatus): boolean {
  return (
    (status.updatedReplicas ?? 0) === spec.replicas &&
    (status.replicas ?? 0) === spec.replicas &&
    (status.availableReplicas ?? 0) === spec.replicas &&
    (status.observedGeneration ?? 0) >= (metadata.generation ?? 0)
  );
}

/**
 * The Progressing condition after a look at a rollout: done, moving, or stuck for longer than
 * `spec.progressDeadlineSeconds`. Being stuck is only ever told: nothing is rolled back by itself.
 *
 * @param status what was counted now; `deployment.status` is what was counted before
 */
export function withProgress(
  deployment: KubeObject,
  status: DeploymentStatus,
  newSet: KubeObject | undefined,
  now: number,
): Condition[] {
  const { conditions } = status;
  if (!hasDeadline(deployment)) return without(conditions, type);
  const current = findCondition(conditions, type);
  // A finished rollout stays finished: a pod that fails later is a matter of availability, not of progress.
  if (status.replicas === status.updatedReplicas && current?.reason === "NewReplicaSetAvailable") return conditions;

  const subject = newSet ? `ReplicaSet "${newSet.metadata.name}"` : `Deployment "${deployment.metadata.name}"`;
  if (isComplete(deployment, status)) {
    const message = `${subject} has successfully progressed.`;
    return setCondition(conditions, { type, status: "True", reason: "NewReplicaSetAvailable", message }, now);
  }
  if (hasMoved(deployment.status ?? {}, status)) {
    const message = `${subject} is progressing.`;
    return renewCondition(conditions, { type, status: "True", reason: "ReplicaSetUpdated", message }, now);
  }
  if (current && untilDeadline(deployment, current, now) < 0) {
    const message = `${subject} has timed out progressing.`;
    return setCondition(conditions, { type, status: "False", reason: "ProgressDeadlineExceeded", message }, now);
  }
  return conditions;
}

/** More pods updated, ready or available than before, or fewer old ones. */
function hasMoved(before: Partial<DeploymentStatus>, after: DeploymentStatus): boolean {
  return (
    (after.updatedReplicas ?? 0) > (before.updatedReplicas ?? 0) ||
    oldReplicas(after) < oldReplicas(before) ||
    (after.readyReplicas ?? 0) > (before.readyReplicas ?? 0) ||
    (after.availableReplicas ?? 0) > (before.availableReplicas ?? 0)
  );
}

function oldReplicas({ replicas = 0, updatedReplicas = 0 }: Partial<DeploymentStatus>): number {
  return replicas - updatedReplicas;
}

/** Milliseconds; negative when it has passed. */
export function untilDeadline(deployment: KubeObject, progressing: Condition, now: number): number {
  if (progressing.reason === "NewReplicaSetAvailable") return Number.POSITIVE_INFINITY;
  return Date.parse(progressing.lastUpdateTime ?? "") + deployment.spec.progressDeadlineSeconds * 1000 - now;
}
