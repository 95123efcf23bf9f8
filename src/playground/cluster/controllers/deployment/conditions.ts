import { type Condition, findCondition } from "../objects/conditions.ts";
import { rfc3339 } from "../time.ts";

type Draft = Pick<Condition, "type" | "status"> & { reason: string; message: string };

/**
 * Deployments have their own way with conditions (SetDeploymentCondition): the same status and reason change nothing,
 * not even the message; anything else moves to the end.
 */
export function setCondition(conditions: readonly Condition[], draft: Draft, now: number): Condition[] {
  const current = findCondition(conditions, draft.type);
  if (current?.status === draft.status && current.reason === draft.reason) return [...conditions];
  return renewCondition(conditions, draft, now);
}

/** Sets it whatever it was, so that `lastUpdateTime` says when progress was last seen. */
export function renewCondition(conditions: readonly Condition[], draft: Draft, now: number): Condition[] {
  const current = findCondition(conditions, draft.type);
  const kept = current?.status === draft.status ? current.lastTransitionTime : undefined;
  const lastTransitionTime = kept ?? rfc3339(now);
  return [...without(conditions, draft.type), { ...draft, lastUpdateTime: rfc3339(now), lastTransitionTime }];
}

export function without(conditions: readonly Condition[], type: string): Condition[] {
  return conditions.filter((condition) => condition.type !== type);
}
