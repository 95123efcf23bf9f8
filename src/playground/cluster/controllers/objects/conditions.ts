export interface Condition {
  type: string;
  status: "True" | "False" | "Unknown";
  reason?: string;
  message?: string;
  lastTransitionTime?: string;
  lastUpdateTime?: string;
  lastProbeTime?: string | null;
  observedGeneration?: number;
}

export function findCondition(conditions: readonly Condition[] | undefined, type: string): Condition | undefined {
  return conditions?.find((condition) => condition.type === type);
}

/**
 * The conditions with this one set. `lastTransitionTime` moves only when the status flips, which is what makes
 * "not ready for 5 minutes" readable from an object.
 */
export function withCondition(conditions: readonly Condition[], condition: Condition): Condition[] {
  const previous = findCondition(conditions, condition.type);
  if (previous?.status === condition.status && previous.lastTransitionTime) {
    condition = { ...condition, lastTransitionTime: previous.lastTransitionTime };
  }
  return previous ? conditions.map((other) => (other === previous ? condition : other)) : [...conditions, condition];
}
