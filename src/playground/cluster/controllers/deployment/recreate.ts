import type { KubeObject } from "../controller.ts";
import type { Limits } from "./limits.ts";
import type { Resize } from "./rolling-update.ts";

/**
 * The next step of a Recreate rollout: every old pod goes, and only when the last of them is really gone do new ones
 * come, for software of which two versions must never run together.
 *
 * @param oldPodsLeft whether pods of old templates still exist, terminating ones included
 */
export function recreateStep(
  { desired }: Limits,
  newSet: KubeObject | undefined,
  oldSets: readonly KubeObject[],
  oldPodsLeft: boolean,
): Resize[] {
  const active = oldSets.filter((set) => set.spec.replicas > 0);
  if (active.length > 0) return active.map((replicaSet) => ({ replicaSet, replicas: 0 }));
  return oldPodsLeft || !newSet ? [] : [{ replicaSet: newSet, replicas: desired }];
}
