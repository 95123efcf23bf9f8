import { isDeepStrictEqual } from "node:util";
import type { Controller, ControllerContext, KubeObject } from "./controller.ts";
import type { Condition } from "./objects/conditions.ts";
import { writeStatus } from "./objects/status.ts";
import type { Taint } from "./scheduler/taints.ts";
import { rfc3339 } from "./time.ts";

const cordonKey = "node.kubernetes.io/unschedulable";

/** How long kubelets may cache Secrets: not at all in a cluster as small as this (the ttl controller writes it). */
const ttl = { "node.alpha.kubernetes.io/ttl": "0" };

/** The health that a kubelet reports of its node, as KWOK words it for simulated ones. */
const healthy: readonly Pick<Condition, "type" | "status" | "reason" | "message">[] = [
  { type: "Ready", status: "True", reason: "KubeletReady", message: "kubelet is posting ready status" },
  {
    type: "MemoryPressure",
    status: "False",
    reason: "KubeletHasSufficientMemory",
    message: "kubelet has sufficient memory available",
  },
  {
    type: "DiskPressure",
    status: "False",
    reason: "KubeletHasNoDiskPressure",
    message: "kubelet has no disk pressure",
  },
  {
    type: "PIDPressure",
    status: "False",
    reason: "KubeletHasSufficientPID",
    message: "kubelet has sufficient PID available",
  },
  {
    type: "NetworkUnavailable",
    status: "False",
    reason: "RouteCreated",
    message: "RouteController created a route",
  },
];

/** Reports new nodes ready, and turns `kubectl cordon` into the taint that keeps pods away. */
export function nodeController({ store, clock, record }: ControllerContext): Controller {
  return {
    kind: "Node",
    reconcile(node) {
      const { taints: _, ...spec } = node.spec ?? {};
      const taints = taintsFor(node, rfc3339(clock.now()));
      const metadata = { ...node.metadata, annotations: { ...ttl, ...node.metadata.annotations } };
      const next = { ...node, metadata, spec: { ...spec, ...(taints.length > 0 && { taints }) } };
      const current = isDeepStrictEqual(next, node) ? node : store.update(next);
      if (current.status?.conditions) return;
      const { name } = node.metadata;
      const message = `Node ${name} event: Registered Node ${name} in Controller`;
      record(current, { type: "Normal", reason: "RegisteredNode", message, component: "node-controller" });
      writeStatus(store, current, healthyStatus(current, rfc3339(clock.now())));
    },
  };
}

function taintsFor({ spec }: KubeObject, now: string): Taint[] {
  const taints: Taint[] = spec?.taints ?? [];
  const cordoned = taints.some(({ key }) => key === cordonKey);
  if (!spec?.unschedulable) return taints.filter(({ key }) => key !== cordonKey);
  return cordoned ? taints : [...taints, { key: cordonKey, effect: "NoSchedule", timeAdded: now }];
}

function healthyStatus(node: KubeObject, now: string): Record<string, unknown> {
  return {
    addresses: [{ type: "InternalIP", address: "127.0.0.1" }],
    daemonEndpoints: { kubeletEndpoint: { Port: 10250 } },
    phase: "Running",
    ...node.status,
    conditions: healthy.map((condition) => ({
      ...condition,
      lastHeartbeatTime: now,
      lastTransitionTime: node.metadata.creationTimestamp,
    })),
  };
}
