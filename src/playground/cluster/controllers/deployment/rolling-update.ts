import type { KubeObject } from "../controller.ts";
import type { Limits } from "./limits.ts";

/** A ReplicaSet is to have this many replicas. */
export interface Resize {
  replicaSet: KubeObject;
  replicas: number;
}

/**
 * The next step of a rolling update. Pods of the new template first, as many as surge allows; only when nothing can
 * be added, old ones are taken away, as many as may be missing. The rest waits until new pods are available.
 *
 * @param oldSets oldest first
 */
export function rollingUpdateStep(limits: Limits, newSet: KubeObject, oldSets: readonly KubeObject[]): Resize[] {
  const replicas = newReplicas(limits, newSet.spec.replicas, total([newSet, ...oldSets]));
  return replicas === newSet.spec.replicas ? shrink(limits, newSet, oldSets) : [{ replicaSet: newSet, replicas }];
}

/** How many pods the new ReplicaSet may have now, when there are `all` pods of old and new ones together. */
export function newReplicas({ desired, maxSurge }: Limits, current: number, all: number): number {
  if (current >= desired) return desired;
  const room = Math.max(0, desired + maxSurge - all);
  return Math.min(current + room, desired);
}

function shrink({ desired, maxUnavailable }: Limits, newSet: KubeObject, oldSets: readonly KubeObject[]): Resize[] {
  const minAvailable = desired - maxUnavailable;
  const newUnavailable = newSet.spec.replicas - available([newSet]);
  // New pods that are not available yet must not make us give up old ones that are.
  let spare = total([newSet, ...oldSets]) - minAvailable - newUnavailable;
  if (spare <= 0) return [];

  const sizes = new Map<KubeObject, number>(oldSets.map((set) => [set, set.spec.replicas]));
  const take = (set: KubeObject, count: number): number => {
    const size = sizes.get(set) ?? 0;
    const taken = Math.max(0, Math.min(size, count));
    sizes.set(set, size - taken);
    return taken;
  };

  // Old pods that serve nobody go first: left alone, a broken old release would block its own replacement
  // (kubernetes/kubernetes#16737).
  for (const set of oldSets) spare -= take(set, Math.min(spare, set.spec.replicas - available([set])));

  let dispensable = available([newSet, ...oldSets]) - minAvailable;
  for (const set of oldSets) dispensable -= take(set, dispensable);

  return [...sizes]
    .filter(([set, replicas]) => replicas !== set.spec.replicas)
    .map(([replicaSet, replicas]) => ({ replicaSet, replicas }));
}

export function total(sets: readonly KubeObject[]): number {
  return sets.reduce((sum, set) => sum + set.spec.replicas, 0);
}

function available(sets: readonly KubeObject[]): number {
  return sets.reduce((sum, set) => sum + (set.status?.availableReplicas ?? 0), 0);
}
