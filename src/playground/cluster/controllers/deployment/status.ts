import type { KubeObject } from "../controller.ts";
import { type Condition, findCondition } from "../objects/conditions.ts";
import { unlessZero } from "../objects/status.ts";
import { setCondition, without } from "./conditions.ts";
import { limitsOf } from "./limits.ts";
import type { ReplicaSets } from "./replicasets.ts";
import { total } from "./rolling-update.ts";

export interface DeploymentStatus {
  observedGeneration: number | undefined;
  replicas: number | undefined;
  updatedReplicas: number | undefined;
  readyReplicas: number | undefined;
  availableReplicas: number | undefined;
  unavailableReplicas: number | undefined;
  terminatingReplicas: number;
  conditions: Condition[];
}

/** What the ReplicaSets say together, and whether enough pods are available. */
export function deploymentStatus(
  deployment: KubeObject,
  { newSet, oldSets }: ReplicaSets,
  now: number,
): DeploymentStatus {
  const sets = newSet ? [newSet, ...oldSets] : oldSets;
  const sum = (field: string, of = sets): number => of.reduce((all, set) => all + (set.status?.[field] ?? 0), 0);
  const available = sum("availableReplicas");
  return {
    observedGeneration: deployment.metadata.generation,
    replicas: unlessZero(sum("replicas")),
    updatedReplicas: unlessZero(newSet ? sum("replicas", [newSet]) : 0),
    readyReplicas: unlessZero(sum("readyReplicas")),
    availableReplicas: unlessZero(available),
    unavailableReplicas: unlessZero(Math.max(0, total(sets) - available)),
    terminatingReplicas: sum("terminatingReplicas"),
    conditions: withAvailability(deployment, available, now),
  };
}

function withAvailability(deployment: KubeObject, available: number, now: number): Condition[] {
  const { desired, maxUnavailable } = limitsOf(deployment);
  const conditions: Condition[] = deployment.status?.conditions ?? [];
  const enough = available >= desired - maxUnavailable;
  return setCondition(
    conditions,
    enough
      ? {
          type: "Available",
          status: "True",
          reason: "MinimumReplicasAvailable",
          message: "Deployment has minimum availability.",
        }
      : {
          type: "Available",
          status: "False",
          reason: "MinimumReplicasUnavailable",
          message: "Deployment does not have minimum availability.",
        },
    now,
  );
}

/** Passes on that a ReplicaSet cannot create its pods, the new one's trouble first. */
export function withReplicaFailure(
  conditions: Condition[],
  { newSet, oldSets }: ReplicaSets,
  now: number,
): Condition[] {
  const failure = [newSet, ...oldSets]
    .map((set) => findCondition(set?.status?.conditions, "ReplicaFailure"))
    .find((condition) => condition !== undefined);
  if (!failure) return without(conditions, "ReplicaFailure");
  const { status, reason = "", message = "" } = failure;
  return setCondition(conditions, { type: "ReplicaFailure", status, reason, message }, now);
}
