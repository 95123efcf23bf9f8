import type { KubeObject } from "../controller.ts";
import { scaled } from "../objects/int-or-percent.ts";

/** How far a rolling update may stray from `spec.replicas`, in pods. */
export interface Limits {
  desired: number;
  maxSurge: number;
  maxUnavailable: number;
}

export function limitsOf({ spec }: KubeObject): Limits {
  const desired: number = spec.replicas;
  if (spec.strategy.type !== "RollingUpdate") return { desired, maxSurge: 0, maxUnavailable: 0 };
  const maxSurge = scaled(spec.strategy.rollingUpdate.maxSurge, desired, "up");
  const maxUnavailable = scaled(spec.strategy.rollingUpdate.maxUnavailable, desired, "down");
  // Both may round to nothing, and then no rollout could ever move. Surge may fail for a quota, so one pod may go.
  const atLeastOne = maxSurge === 0 && maxUnavailable === 0 ? 1 : maxUnavailable;
  return { desired, maxSurge, maxUnavailable: Math.min(atLeastOne, desired) };
}
