import { expect, test } from "vitest";
import type { KubeObject } from "../../src/kubernetes/object.ts";
import { rolloutProgress } from "../../src/kubernetes/progress.ts";

const workload = (kind: string, spec: object, status: object, generation = 2): KubeObject => ({
  apiVersion: "apps/v1",
  kind,
  metadata: { name: "web", generation },
  spec,
  status: { observedGeneration: 2, ...status },
});
const deployment = (status: object, spec: object = {}) => workload("Deployment", { replicas: 3, ...spec }, status);
const stateful = (status: object, spec: object = {}) =>
  workload("StatefulSet", { replicas: 3, updateStrategy: { type: "RollingUpdate" }, ...spec }, status);
const daemon = (status: object, spec: object = {}) =>
  workload("DaemonSet", { updateStrategy: { type: "RollingUpdate" }, ...spec }, status);

const stuck = [{ type: "Progressing", status: "False", reason: "ProgressDeadlineExceeded" }];

test.each<[string, KubeObject, string, string]>([
  [
    "the controller is behind",
    deployment({ observedGeneration: 1, updatedReplicas: 3, replicas: 3, availableReplicas: 3 }),
    "moving",
    "Waiting for the controller to notice the change.",
  ],
  [
    "new pods are missing",
    deployment({ updatedReplicas: 1, replicas: 4, availableReplicas: 3 }),
    "moving",
    "1 of 3 pods updated.",
  ],
  [
    "old pods remain",
    deployment({ updatedReplicas: 3, replicas: 4, availableReplicas: 3 }),
    "moving",
    "1 pod of the old revision still to go.",
  ],
  [
    "new pods are not available",
    deployment({ updatedReplicas: 3, replicas: 3, availableReplicas: 2 }),
    "moving",
    "2 of 3 pods available.",
  ],
  [
    "all is there",
    deployment({ updatedReplicas: 3, replicas: 3, availableReplicas: 3 }),
    "done",
    "Rolled out: 3 of 3 pods available.",
  ],
  [
    "surplus pods are still there after scaling down",
    deployment({ updatedReplicas: 4, replicas: 4, availableReplicas: 4 }),
    "moving",
    "1 pod still to go.",
  ],
  [
    "the deadline passed",
    deployment({ updatedReplicas: 1, replicas: 4, availableReplicas: 3, conditions: stuck }),
    "failed",
    "The rollout is stuck: 3 of 3 pods available after its deadline of 600 s.",
  ],
  [
    "the deadline passed, but of the spec before",
    deployment({ observedGeneration: 1, conditions: stuck }),
    "moving",
    "Waiting for the controller to notice the change.",
  ],
  ["scaled to nothing", deployment({}, { replicas: 0 }), "done", "Rolled out: 0 of 0 pods available."],
  [
    "one replica by default",
    deployment({ updatedReplicas: 1, replicas: 1, availableReplicas: 1 }, { replicas: undefined }),
    "done",
    "Rolled out: 1 of 1 pod available.",
  ],
  ["a StatefulSet waits for readiness", stateful({ readyReplicas: 2, replicas: 3 }), "moving", "2 of 3 pods ready."],
  [
    "then for its update",
    stateful({ readyReplicas: 3, replicas: 3, updatedReplicas: 1, currentRevision: "a", updateRevision: "b" }),
    "moving",
    "1 of 3 pods updated.",
  ],
  [
    "it is done",
    stateful({ readyReplicas: 3, replicas: 3, updatedReplicas: 3, currentRevision: "b", updateRevision: "b" }),
    "done",
    "Rolled out: 3 of 3 pods ready.",
  ],
  [
    "a partition holds some back",
    stateful(
      { readyReplicas: 3, replicas: 3, updatedReplicas: 0, currentRevision: "a", updateRevision: "b" },
      { updateStrategy: { type: "RollingUpdate", rollingUpdate: { partition: 2 } } },
    ),
    "moving",
    "0 of 1 pod updated; the partition holds back the rest.",
  ],
  [
    "a partition is complete",
    stateful(
      { readyReplicas: 3, replicas: 3, updatedReplicas: 1, currentRevision: "a", updateRevision: "b" },
      { updateStrategy: { type: "RollingUpdate", rollingUpdate: { partition: 2 } } },
    ),
    "done",
    "Rolled out as far as its partition: 1 pod updated.",
  ],
  [
    "surplus pods are still there",
    stateful({ readyReplicas: 5, replicas: 5, currentRevision: "a", updateRevision: "a" }),
    "moving",
    "2 pods still to go.",
  ],
  [
    "OnDelete never rolls",
    stateful({ readyReplicas: 3 }, { updateStrategy: { type: "OnDelete" } }),
    "done",
    "Its pods are replaced only when someone deletes them (OnDelete).",
  ],
  [
    "a DaemonSet updates",
    daemon({ updatedNumberScheduled: 1, desiredNumberScheduled: 4, numberAvailable: 3 }),
    "moving",
    "1 of 4 pods updated.",
  ],
  [
    "and waits",
    daemon({ updatedNumberScheduled: 4, desiredNumberScheduled: 4, numberAvailable: 3 }),
    "moving",
    "3 of 4 pods available.",
  ],
  [
    "and is done",
    daemon({ updatedNumberScheduled: 4, desiredNumberScheduled: 4, numberAvailable: 4 }),
    "done",
    "Rolled out: 4 of 4 pods available.",
  ],
])("%s", (_, object, state, text) => expect(rolloutProgress(object)).toEqual({ state, text }));

test("other kinds have no rollout", () =>
  expect(() => rolloutProgress(workload("Job", {}, {}))).toThrow("a Job has no rollout"));
