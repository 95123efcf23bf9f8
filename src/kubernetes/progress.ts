/**
 * Where a rollout stands, from one look at the workload: object in, words out. The order of the questions is kubectl's
 * (kubernetes/kubectl pkg/polymorphichelpers/rollout_status.go), because people compare us with it.
 */
import type { KubeObject } from "./object.ts";

export interface Progress {
  readonly state: "moving" | "done" | "failed";
  readonly text: string;
}

const moving = (text: string): Progress => ({ state: "moving", text });
const done = (text: string): Progress => ({ state: "done", text });
const failed = (text: string): Progress => ({ state: "failed", text });

export function rolloutProgress(object: KubeObject): Progress {
  switch (object.kind) {
    case "Deployment":
      return deployment(object);
    case "StatefulSet":
      return statefulSet(object);
    case "DaemonSet":
      return daemonSet(object);
    default:
      throw new Error(`a ${object.kind} has no rollout`);
  }
}

function deployment({ metadata, spec = {}, status = {} }: KubeObject): Progress {
  const { updatedReplicas: updated = 0, replicas: all = 0, availableReplicas: available = 0 } = status;
  const wanted: number = spec.replicas ?? 1;
  if (unseen(metadata.generation, status)) return moving("Waiting for the controller to notice the change.");
  const progressing = status.conditions?.find((c: { type: string }) => c.type === "Progressing");
  if (progressing?.reason === "ProgressDeadlineExceeded") {
    return failed(
      `The rollout is stuck: ${available} of ${wanted} pods available after its deadline of ${spec.progressDeadlineSeconds ?? 600} s.`,
    );
  }
  if (updated < wanted) return moving(`${updated} of ${pods(wanted)} updated.`);
  if (all > updated) return moving(`${pods(all - updated)} of the old revision still to go.`);
  if (available < updated) return moving(`${available} of ${pods(updated)} available.`);
  if (available > wanted) return moving(`${pods(available - wanted)} still to go.`); // kubectl does not wait for that
  return done(`Rolled out: ${available} of ${pods(wanted)} available.`);
}

function daemonSet({ metadata, spec = {}, status = {} }: KubeObject): Progress {
  if (spec.updateStrategy?.type === "OnDelete")
    return done("Its pods are replaced only when someone deletes them (OnDelete).");
  if (unseen(metadata.generation, status)) return moving("Waiting for the controller to notice the change.");
  const {
    updatedNumberScheduled: updated = 0,
    numberAvailable: available = 0,
    desiredNumberScheduled: wanted = 0,
  } = status;
  if (updated < wanted) return moving(`${updated} of ${pods(wanted)} updated.`);
  if (available < wanted) return moving(`${available} of ${pods(wanted)} available.`);
  return done(`Rolled out: ${available} of ${pods(wanted)} available.`);
}

function statefulSet({ metadata, spec = {}, status = {} }: KubeObject): Progress {
  if (spec.updateStrategy?.type === "OnDelete")
    return done("Its pods are replaced only when someone deletes them (OnDelete).");
  if (unseen(metadata.generation, status)) return moving("Waiting for the controller to notice the change.");
  const { readyReplicas: ready = 0, updatedReplicas: updated = 0, currentRevision, updateRevision } = status;
  const wanted: number = spec.replicas ?? 1;
  if (ready < wanted) return moving(`${ready} of ${pods(wanted)} ready.`);
  const partition: number = spec.updateStrategy?.rollingUpdate?.partition ?? 0;
  if (partition > 0) {
    const share = Math.max(0, wanted - partition);
    if (updated < share) return moving(`${updated} of ${pods(share)} updated; the partition holds back the rest.`);
    return done(`Rolled out as far as its partition: ${pods(updated)} updated.`);
  }
  if (updateRevision !== currentRevision && updated < wanted) return moving(`${updated} of ${pods(wanted)} updated.`);
  // Scaling down is done when the surplus pods are gone; kubectl does not wait for that, a person who scales does.
  if ((status.replicas ?? 0) > wanted) return moving(`${pods(status.replicas - wanted)} still to go.`);
  return done(`Rolled out: ${ready} of ${pods(wanted)} ready.`);
}

const unseen = (generation: number | undefined, status: { observedGeneration?: number }): boolean =>
  (generation ?? 0) > (status.observedGeneration ?? 0);

const pods = (count: number): string => (count === 1 ? "1 pod" : `${count} pods`);
