import type { KubeObject } from "../controller.ts";
import type { Limits } from "./limits.ts";

/** Where Deployments and their ReplicaSets keep what has no field: which revision this is, and for what size. */
export const annotation = {
  revision: "deployment.kubernetes.io/revision",
  revisionHistory: "deployment.kubernetes.io/revision-history",
  desiredReplicas: "deployment.kubernetes.io/desired-replicas",
  maxReplicas: "deployment.kubernetes.io/max-replicas",
  lastApplied: "kubectl.kubernetes.io/last-applied-configuration",
  rollbackTo: "deprecated.deployment.rollback.to",
} as const;

type Annotations = Record<string, string>;

export function revisionOf(object: KubeObject): number {
  return Number(object.metadata.annotations?.[annotation.revision] ?? 0);
}

/**
 * What the ReplicaSet of the present template is annotated with: whatever the Deployment is (its change-cause above
 * all), and its revision. A ReplicaSet that an undo brings back gets a new number and keeps the old ones as history.
 *
 * @param current the ReplicaSet's own annotations, empty for a new one
 * @param nextRevision one above those of all other ReplicaSets
 */
export function replicaSetAnnotations(deployment: KubeObject, current: Annotations, nextRevision: number): Annotations {
  const own: string[] = Object.values(annotation);
  const copied = Object.entries(deployment.metadata.annotations ?? {}).filter(([name]) => !own.includes(name));
  const result: Annotations = { ...current, ...Object.fromEntries(copied) };
  const before = current[annotation.revision];
  if (Number(before ?? 0) >= nextRevision) return result;
  result[annotation.revision] = String(nextRevision);
  if (before) {
    const history = current[annotation.revisionHistory];
    result[annotation.revisionHistory] = history ? `${history},${before}` : before;
  }
  return result;
}

/** Tells a later look whether `spec.replicas` was changed since. */
export function sizeAnnotations({ desired, maxSurge }: Limits): Annotations {
  return { [annotation.desiredReplicas]: String(desired), [annotation.maxReplicas]: String(desired + maxSurge) };
}
