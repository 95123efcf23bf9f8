import type { Controller, ControllerContext, KubeObject } from "./controller.ts";
import { requestDeletion } from "./deletion.ts";
import { firstToDelete } from "./deletion-order.ts";
import { claimPods } from "./objects/claim.ts";
import { findCondition } from "./objects/conditions.ts";
import { isActive, isAvailable, isReady, isTerminal, podFromTemplate, untilNextAvailable } from "./objects/pods.ts";
import { matches } from "./objects/selector.ts";
import { unlessZero, writeStatus } from "./objects/status.ts";
import { rfc3339 } from "./time.ts";

const component = "replicaset-controller";

/** How many pods are made in one look; the first of them bring the next. More at once would block the event loop. */
const burst = 50;

/** Keeps as many pods as `spec.replicas` asks for, all of one template. It knows no rollouts: those are Deployments. */
export function replicaSetController({ store, clock, record }: ControllerContext): Controller {
  return {
    kind: "ReplicaSet",
    reconcile(replicaSet) {
      const refusal = replicaSet.metadata.deletionTimestamp ? undefined : bringToSize(replicaSet);
      const pods = claimPods(store, replicaSet);
      writeStatus(store, replicaSet, replicaSetStatus(replicaSet, pods, refusal, clock.now()));
      if (refusal) throw refusal;
      return untilNextAvailable(pods.filter(isActive), replicaSet.spec.minReadySeconds, clock.now());
    },
  };

  /** @returns why a pod could not be created: a quota, most often */
  function bringToSize(replicaSet: KubeObject): Error | undefined {
    const active = claimPods(store, replicaSet).filter(isActive);
    const missing: number = replicaSet.spec.replicas - active.length;
    for (let created = 0; created < Math.min(missing, burst); created++) {
      try {
        const pod = store.create(podFromTemplate(replicaSet.spec.template, replicaSet));
        const message = `Created pod: ${pod.metadata.name}`;
        record(replicaSet, { type: "Normal", reason: "SuccessfulCreate", message, component });
      } catch (error) {
        if (!(error instanceof Error)) throw error;
        const message = `Error creating: ${error.message}`;
        record(replicaSet, { type: "Warning", reason: "FailedCreate", message, component });
        return error;
      }
    }
    for (const pod of firstToDelete(active, -missing)) {
      requestDeletion(store, clock, pod);
      const message = `Deleted pod: ${pod.metadata.name}`;
      record(replicaSet, { type: "Normal", reason: "SuccessfulDelete", message, component });
    }
    return undefined;
  }
}

function replicaSetStatus(
  replicaSet: KubeObject,
  pods: readonly KubeObject[],
  refusal: Error | undefined,
  now: number,
): Record<string, unknown> {
  const active = pods.filter(isActive);
  const { minReadySeconds = 0, template } = replicaSet.spec;
  const count = (test: (pod: KubeObject) => boolean) => unlessZero(active.filter(test).length);
  return {
    replicas: active.length,
    fullyLabeledReplicas: count((pod) => matches({ matchLabels: template.metadata?.labels }, pod.metadata.labels)),
    readyReplicas: count(isReady),
    availableReplicas: count((pod) => isAvailable(pod, minReadySeconds, now)),
    terminatingReplicas: pods.filter((pod) => pod.metadata.deletionTimestamp && !isTerminal(pod)).length,
    observedGeneration: replicaSet.metadata.generation,
    conditions: failureConditions(replicaSet, refusal, now),
  };
}

/** The one condition of a ReplicaSet: that it cannot create pods. A Deployment passes it on to its own. */
function failureConditions(replicaSet: KubeObject, refusal: Error | undefined, now: number): unknown[] | undefined {
  if (!refusal) return undefined;
  const known = findCondition(replicaSet.status?.conditions, "ReplicaFailure");
  const condition = { type: "ReplicaFailure", status: "True", lastTransitionTime: rfc3339(now) };
  return [known ?? { ...condition, reason: "FailedCreate", message: refusal.message }];
}
