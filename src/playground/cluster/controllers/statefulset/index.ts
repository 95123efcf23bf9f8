import type { Controller, ControllerContext, KubeObject } from "../controller.ts";
import { requestDeletion } from "../deletion.ts";
import { claimPods } from "../objects/claim.ts";
import { syncRevisions, truncateHistory } from "../objects/controller-revisions.ts";
import { isAvailable, isReady, untilNextAvailable } from "../objects/pods.ts";
import { unlessZero, writeStatus } from "../objects/status.ts";
import { nextSteps } from "./next-steps.ts";
import { newPod, revisionFor, revisionOf } from "./pods.ts";

const component = "statefulset-controller";

/** Keeps pods that are somebody: `db-0`, `db-1`, each made after the one below it and replaced from the top. */
export function statefulSetController({ store, clock, record }: ControllerContext): Controller {
  return {
    kind: "StatefulSet",
    reconcile(set) {
      const { update, all } = syncRevisions(store, set, "controller.kubernetes.io/hash");
      const current = all.find(({ metadata }) => metadata.name === set.status?.currentRevision) ?? update;
      if (!set.metadata.deletionTimestamp) act(set, current, update);

      const pods = claimPods(store, set);
      writeStatus(store, set, statefulSetStatus(set, pods, current.metadata.name, update.metadata.name, clock.now()));
      const inUse = [current, update].map(({ metadata }) => metadata.name);
      truncateHistory(store, set, all, new Set([...inUse, ...pods.flatMap((pod) => revisionOf(pod) ?? [])]));
      return untilNextAvailable(pods, set.spec.minReadySeconds, clock.now());
    },
  };

  function act(set: KubeObject, current: KubeObject, update: KubeObject): void {
    const tell = (reason: string, verb: string, pod: KubeObject) => {
      const message = `${verb} Pod ${pod.metadata.name} in StatefulSet ${set.metadata.name} successful`;
      record(set, { type: "Normal", reason, message, component });
    };
    const { create, remove } = nextSteps(set, claimPods(store, set), update.metadata.name, clock.now());
    for (const ordinal of create) {
      const pod = store.create(newPod(set, revisionFor(set, current, update, ordinal), ordinal));
      tell("SuccessfulCreate", "Create", pod);
    }
    for (const pod of remove) {
      requestDeletion(store, clock, pod);
      tell("SuccessfulDelete", "Delete", pod);
    }
  }
}

/** @param current @param update names of ControllerRevisions */
function statefulSetStatus(
  set: KubeObject,
  pods: readonly KubeObject[],
  current: string,
  update: string,
  now: number,
): Record<string, unknown> {
  const staying = pods.filter((pod) => !pod.metadata.deletionTimestamp);
  const of = (revision: string) => staying.filter((pod) => revisionOf(pod) === revision).length;
  const ready = pods.filter((pod) => pod.status?.phase === "Running" && isReady(pod));
  const updated = of(update);
  const complete = [updated, ready.length, pods.length].every((count) => count === set.spec.replicas);
  return {
    observedGeneration: set.metadata.generation,
    replicas: pods.length,
    readyReplicas: unlessZero(ready.length),
    availableReplicas: ready.filter((pod) => isAvailable(pod, set.spec.minReadySeconds ?? 0, now)).length,
    currentReplicas: unlessZero(complete ? updated : of(current)),
    updatedReplicas: unlessZero(updated),
    // Only when every pod is of the new revision does it become the current one.
    currentRevision: complete ? update : current,
    updateRevision: update,
    collisionCount: 0,
  };
}
