import type { KubeObject } from "../controller.ts";
import { annotation } from "./annotations.ts";
import type { Limits } from "./limits.ts";
import { type Resize, total } from "./rolling-update.ts";

/** Whether somebody changed `spec.replicas` since the ReplicaSets were last sized. */
export function wasScaled({ desired }: Limits, sets: readonly KubeObject[]): boolean {
  return active(sets).some((set) => {
    const recorded = set.metadata.annotations?.[annotation.desiredReplicas];
    return recorded !== undefined && Number(recorded) !== desired;
  });
}

/**
 * Sizes for a changed `spec.replicas`. In the middle of a rollout the change is shared among old and new ReplicaSets
 * in proportion: giving all of it to one of them would hasten, or undo, a rollout that may be in trouble.
 *
 * @param newSet undefined while the present template has none, as when it was changed in a paused Deployment
 * @param oldSets oldest first
 */
export function scaleProportionally(
  limits: Limits,
  newSet: KubeObject | undefined,
  oldSets: readonly KubeObject[],
): Resize[] {
  const sets = newSet ? [...oldSets, newSet] : oldSets;
  const [first, ...more] = active(sets);
  if (more.length === 0) {
    const only = first ?? newSet ?? oldSets.at(-1);
    return only ? [{ replicaSet: only, replicas: limits.desired }] : [];
  }
  if (newSet && isSaturated(limits, newSet)) {
    return active(oldSets).map((replicaSet) => ({ replicaSet, replicas: 0 }));
  }
  return share(limits, active(sets));
}

function share({ desired, maxSurge }: Limits, sets: readonly KubeObject[]): Resize[] {
  const allowed = desired > 0 ? desired + maxSurge : 0;
  const toAdd = allowed - total(sets);
  const largestFirst = [...sets].sort(
    (a, b) => b.spec.replicas - a.spec.replicas || Math.sign(toAdd) * newerFirst(a, b),
  );
  let added = 0;
  const resizes = largestFirst.map((replicaSet) => {
    const part = clampTo(toAdd - added, fraction(replicaSet, allowed));
    added += part;
    return { replicaSet, replicas: replicaSet.spec.replicas + part };
  });
  const [largest, ...others] = resizes;
  if (!largest) return [];
  return [{ ...largest, replicas: Math.max(0, largest.replicas + toAdd - added) }, ...others];
}

/** By how much this ReplicaSet would change if it kept its share of the whole. */
function fraction({ spec, metadata }: KubeObject, allowed: number): number {
  if (allowed === 0) return -spec.replicas;
  const before = Number(metadata.annotations?.[annotation.maxReplicas]) || allowed;
  return Math.round((spec.replicas * allowed) / before) - spec.replicas;
}

/** Never more than is left to add, or to take away. */
function clampTo(left: number, part: number): number {
  if (left === 0) return 0;
  return left > 0 ? Math.min(part, left) : Math.max(part, left);
}

function isSaturated({ desired }: Limits, { spec, status, metadata }: KubeObject): boolean {
  return (
    spec.replicas === desired &&
    status?.availableReplicas === desired &&
    Number(metadata.annotations?.[annotation.desiredReplicas]) === desired
  );
}

function active(sets: readonly KubeObject[]): KubeObject[] {
  return sets.filter((set) => set.spec.replicas > 0);
}

function newerFirst(a: KubeObject, b: KubeObject): number {
  return b.metadata.creationTimestamp.localeCompare(a.metadata.creationTimestamp);
}
