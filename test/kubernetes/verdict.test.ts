import { expect, test } from "vitest";
import type { KubeObject } from "../../src/kubernetes/object.ts";
import { verdict } from "../../src/kubernetes/verdict.ts";

const NOW = Date.parse("2026-11-23T03:00:00Z");
const pod = (status: object, spec: object = {}, name = "web-5d9-abcde"): KubeObject => ({
  apiVersion: "v1",
  kind: "Pod",
  metadata: { name, uid: name },
  spec: { containers: [{ name: "app", resources: { limits: { memory: "64Mi" } } }], ...spec },
  status: { phase: "Running", conditions: [{ type: "Ready", status: "True" }], ...status },
});
const waiting = (reason: string, message: string, more: object = {}) =>
  pod({
    conditions: [{ type: "Ready", status: "False" }],
    containerStatuses: [
      { name: "app", image: "web:9", ready: false, restartCount: 5, state: { waiting: { reason, message } }, ...more },
    ],
  });
const ended = (reason: string, exitCode: number, finishedAt = "2026-11-23T02:00:00Z") => ({
  lastState: { terminated: { reason, exitCode, finishedAt } },
});
const event = (reason: string, message: string, name = "web-5d9-abcde"): KubeObject => ({
  apiVersion: "v1",
  kind: "Event",
  metadata: { name: "e" },
  type: "Warning",
  reason,
  message,
  involvedObject: { kind: "Pod", name },
});
const look = (object: KubeObject, events: KubeObject[] = [], pods: KubeObject[] = []) =>
  verdict({ object, pods, events, now: NOW });

const pull = waiting("ImagePullBackOff", "Back-off pulling image");
const crash = waiting("CrashLoopBackOff", "back-off 5m0s", ended("Error", 1));
const memory = waiting("CrashLoopBackOff", "back-off 5m0s", ended("OOMKilled", 137));
const unready = pod({
  conditions: [{ type: "Ready", status: "False", message: "containers with unready status: [app]" }],
  containerStatuses: [{ name: "app", ready: false, state: { running: {} } }],
});
const unschedulable = pod({
  phase: "Pending",
  conditions: [{ type: "PodScheduled", status: "False", message: "0/4 nodes are available: 4 Insufficient cpu." }],
});

test.each<[string, ReturnType<typeof look>, boolean, string, string[]]>([
  [
    "ready",
    look(pod({ containerStatuses: [{ name: "app", ready: true, state: { running: {} } }] })),
    true,
    "is ready",
    [],
  ],
  [
    "image",
    look(pull, [event("Failed", 'Failed to pull image "web:9": not found')]),
    false,
    "cannot pull the image web:9 (app)",
    ['Failed to pull image "web:9": not found'],
  ],
  ["image, without events", look(pull), false, "cannot pull the image web:9 (app)", ["Back-off pulling image"]],
  ["crash", look(crash), false, "keeps crashing: app was restarted 5 times", ["app ended with code 1 (Error)"]],
  [
    "memory",
    look(memory),
    false,
    "runs out of memory: app was killed at its limit of 64Mi, restarted 5 times",
    ["app ended with code 137 (OOMKilled)"],
  ],
  [
    "probe",
    look(unready, [event("Unhealthy", "Readiness probe failed: 503")]),
    false,
    "runs but is not ready (app)",
    ["Readiness probe failed: 503"],
  ],
  [
    "somebody else's event is no evidence",
    look(unready, [event("Unhealthy", "other", "cart-1")]),
    false,
    "runs but is not ready (app)",
    ["containers with unready status: [app]"],
  ],
  ["pending", look(unschedulable), false, "cannot be scheduled", ["0/4 nodes are available: 4 Insufficient cpu."]],
  [
    "configuration",
    look(waiting("CreateContainerConfigError", 'secret "db" not found')),
    false,
    "cannot start app",
    ['secret "db" not found'],
  ],
  [
    "evicted",
    look(pod({ phase: "Failed", reason: "Evicted", message: "The node was low on resource: memory." })),
    false,
    "has failed (Evicted)",
    ["The node was low on resource: memory."],
  ],
  ["completed", look(pod({ phase: "Succeeded" })), true, "has completed", []],
  [
    "just restarted",
    look(
      pod({
        containerStatuses: [
          { name: "app", ready: true, state: { running: {} }, ...ended("OOMKilled", 137, "2026-11-23T02:56:00Z") },
        ],
      }),
    ),
    false,
    "is ready, but app restarted 4m ago",
    ["app ended with code 137 (OOMKilled)"],
  ],
  [
    "restarted long ago",
    look(pod({ containerStatuses: [{ name: "app", ready: true, state: { running: {} }, ...ended("Error", 1) }] })),
    true,
    "is ready",
    [],
  ],
])("pod: %s", (_, found, healthy, text, evidence) => expect(found).toEqual({ healthy, text, evidence }));

const deployment = (status: object, spec: object = {}): KubeObject => ({
  apiVersion: "apps/v1",
  kind: "Deployment",
  metadata: { name: "web", generation: 1 },
  spec: { replicas: 3, ...spec },
  status: { observedGeneration: 1, ...status },
});
const three = { replicas: 3, updatedReplicas: 3, availableReplicas: 3 };

test.each<[string, ReturnType<typeof look>, boolean, string]>([
  ["healthy", look(deployment(three)), true, "is healthy: 3 of 3 pods available"],
  [
    "its first sick pod explains it",
    look(deployment({ ...three, availableReplicas: 2 }), [], [pull]),
    false,
    "has 2 of 3 pods available: pod/web-5d9-abcde cannot pull the image web:9 (app)",
  ],
  ["scaled to 0", look(deployment({}, { replicas: 0 })), true, "is scaled to 0"],
  [
    "quota",
    look(deployment({ conditions: [{ type: "ReplicaFailure", status: "True", message: "exceeded quota" }] })),
    false,
    "cannot create its pods",
  ],
  [
    "rolling out",
    look(deployment({ replicas: 4, updatedReplicas: 1, availableReplicas: 3 })),
    true,
    "is rolling out. 1 of 3 pods updated.",
  ],
  [
    "stuck behind a healthy old revision",
    look(
      deployment({
        replicas: 4,
        updatedReplicas: 1,
        availableReplicas: 3,
        conditions: [{ type: "Progressing", status: "False", reason: "ProgressDeadlineExceeded" }],
      }),
    ),
    false,
    "has a stuck rollout: 3 of 3 pods available",
  ],
  [
    "available, but a new pod is broken",
    look(deployment({ replicas: 4, updatedReplicas: 1, availableReplicas: 3 }), [], [pull]),
    false,
    "has 3 of 3 pods available, but pod/web-5d9-abcde cannot pull the image web:9 (app)",
  ],
  [
    "too few, and no pod tells why",
    look(deployment({ replicas: 3, updatedReplicas: 3, availableReplicas: 1 })),
    false,
    "has 1 of 3 pods available",
  ],
])("Deployment: %s", (_, found, healthy, text) => expect(found).toMatchObject({ healthy, text }));

const thing = (kind: string, rest: object): KubeObject => ({
  apiVersion: "x/v1",
  kind,
  metadata: { name: "n" },
  ...rest,
});
test.each<[string, KubeObject, boolean, string]>([
  ["node ready", thing("Node", { status: { conditions: [{ type: "Ready", status: "True" }] } }), true, "is ready"],
  [
    "node gone",
    thing("Node", {
      status: { conditions: [{ type: "Ready", status: "Unknown", message: "Kubelet stopped posting node status." }] },
    }),
    false,
    "is not ready",
  ],
  [
    "node under pressure",
    thing("Node", {
      status: {
        conditions: [
          { type: "DiskPressure", status: "True" },
          { type: "Ready", status: "True" },
        ],
      },
    }),
    false,
    "is ready, but reports DiskPressure",
  ],
  [
    "node cordoned",
    thing("Node", { spec: { unschedulable: true }, status: { conditions: [{ type: "Ready", status: "True" }] } }),
    true,
    "is ready, but cordoned: nothing new is scheduled on it",
  ],
  [
    "job failed",
    thing("Job", { status: { conditions: [{ type: "Failed", status: "True", reason: "BackoffLimitExceeded" }] } }),
    false,
    "reports Failed = True (BackoffLimitExceeded)",
  ],
  [
    "custom resource ready",
    thing("Backup", { status: { conditions: [{ type: "Ready", status: "True" }] } }),
    true,
    "is healthy: Ready",
  ],
  ["volume lost", thing("PersistentVolumeClaim", { status: { phase: "Lost" } }), false, "is lost"],
  ["no state at all", thing("ConfigMap", {}), true, "exists; it reports no state of its own"],
])("%s", (_, object, healthy, text) => expect(look(object)).toMatchObject({ healthy, text }));
