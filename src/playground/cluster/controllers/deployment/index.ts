import { isDeepStrictEqual } from "node:util";
import type { Controller, ControllerContext, KubeObject } from "../controller.ts";
import { requestDeletion } from "../deletion.ts";
import { findCondition } from "../objects/conditions.ts";
import { controlledBy } from "../objects/owners.ts";
import { isTerminal } from "../objects/pods.ts";
import { withoutEmpty } from "../objects/status.ts";
import { annotation } from "./annotations.ts";
import { setCondition } from "./conditions.ts";
import { type Limits, limitsOf } from "./limits.ts";
import { notePause } from "./pause.ts";
import { hasDeadline, isComplete, untilDeadline, withProgress } from "./progress.ts";
import { scaleProportionally, wasScaled } from "./proportional-scaling.ts";
import { recreateStep } from "./recreate.ts";
import { replicaSetWriter } from "./replicaset-writer.ts";
import { beyondHistory, type ReplicaSets, sortOut } from "./replicasets.ts";
import { rollingUpdateStep } from "./rolling-update.ts";
import { type DeploymentStatus, deploymentStatus, withReplicaFailure } from "./status.ts";

/**
 * Keeps a ReplicaSet for each revision of a pod template and moves replicas from the old ones to the new one. A look
 * takes one step; the ReplicaSets' answer to it brings the next look.
 */
export function deploymentController(context: ControllerContext): Controller {
  const { store, clock } = context;
  const write = replicaSetWriter(context);

  return {
    kind: "Deployment",
    reconcile(stored) {
      const deployment = notePause(stored, clock.now());
      if (deployment.metadata.deletionTimestamp) return report(stored, deployment, true);

      const sets = replicaSetsOf(deployment);
      if (sets.newSet) sets.newSet = write.annotate(sets.newSet, deployment, sets.oldSets);

      const limits = limitsOf(deployment);
      const resting = deployment.spec.paused || wasScaled(limits, all(sets));
      if (resting) write.resize(deployment, scaleProportionally(limits, sets.newSet, sets.oldSets));
      else rollOut(deployment, limits, sets);

      if (deployment.spec.paused || isComplete(deployment, deployment.status)) {
        for (const set of beyondHistory(deployment, sets.oldSets)) requestDeletion(store, clock, set);
      }
      return report(stored, deployment, resting);
    },
  };

  function replicaSetsOf(deployment: KubeObject): ReplicaSets {
    return sortOut(deployment, controlledBy(store, "ReplicaSet", deployment));
  }

  function rollOut(deployment: KubeObject, limits: Limits, { newSet, oldSets }: ReplicaSets): void {
    if (deployment.spec.strategy.type === "Recreate") {
      const oldPodsLeft = oldSets.some(hasPods);
      if (newSet || oldPodsLeft) {
        write.resize(deployment, recreateStep(limits, newSet, oldSets, oldPodsLeft));
        return;
      }
    } else if (newSet) {
      write.resize(deployment, rollingUpdateStep(limits, newSet, oldSets));
      return;
    }
    const { name } = write.create(deployment, oldSets).metadata;
    if (hasDeadline(deployment)) {
      note(deployment, "NewReplicaSetCreated", `Created new replica set "${name}"`);
    }
  }

  /** Pods that are still terminating count: with Recreate they may hold what the new ones need. */
  function hasPods(set: KubeObject): boolean {
    return set.spec.replicas > 0 || controlledBy(store, "Pod", set).some((pod) => !isTerminal(pod));
  }

  function note(deployment: KubeObject, reason: string, message: string): void {
    const condition = { type: "Progressing", status: "True", reason, message } as const;
    deployment.status.conditions = setCondition(deployment.status.conditions, condition, clock.now());
  }

  /** Writes status and revision where they changed. @returns milliseconds until the progress deadline */
  function report(stored: KubeObject, deployment: KubeObject, resting: boolean): number | undefined {
    const now = clock.now();
    const sets = replicaSetsOf(deployment);
    if (sets.newSet && hasDeadline(deployment) && !findCondition(deployment.status.conditions, "Progressing")) {
      note(deployment, "FoundNewReplicaSet", `Found new replica set "${sets.newSet.metadata.name}"`);
    }
    const status = deploymentStatus(deployment, sets, now);
    if (!resting) {
      status.conditions = withProgress(deployment, status, sets.newSet, now);
      status.conditions = withReplicaFailure(status.conditions, sets, now);
    }
    save(stored, status, sets.newSet?.metadata.annotations?.[annotation.revision]);
    const progressing = findCondition(status.conditions, "Progressing");
    if (!progressing || !hasDeadline(deployment) || isComplete(deployment, status)) return undefined;
    const left = untilDeadline(deployment, progressing, now);
    // A second more, because conditions keep whole seconds.
    return left > 0 && Number.isFinite(left) ? left + 1000 : undefined;
  }

  function save(stored: KubeObject, status: DeploymentStatus, revision: string | undefined): void {
    const annotations = { ...stored.metadata.annotations, ...(revision && { [annotation.revision]: revision }) };
    const next = { ...stored, metadata: { ...stored.metadata, annotations }, status: withoutEmpty({ ...status }) };
    if (!isDeepStrictEqual(next, stored)) store.updateStatus(next);
  }
}

function all({ newSet, oldSets }: ReplicaSets): KubeObject[] {
  return newSet ? [...oldSets, newSet] : oldSets;
}
