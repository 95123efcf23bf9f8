import type { KubeObject } from "../controller.ts";
import { type Condition, withCondition } from "../objects/conditions.ts";
import { rfc3339 } from "../time.ts";
import { type ContainerStatus, phaseOf } from "./container-status.ts";

export interface Addresses {
  hostIP: string;
  podIP: string;
}

/** What the kubelet reports of a pod, given how its containers are. */
export function podStatus(
  pod: KubeObject,
  containerStatuses: readonly ContainerStatus[],
  { hostIP, podIP }: Addresses,
  now: number,
): Record<string, unknown> {
  const phase = phaseOf(pod, containerStatuses);
  let conditions: Condition[] = pod.status?.conditions ?? [];
  for (const draft of conditionsOf(phase, containerStatuses)) {
    conditions = withCondition(conditions, { ...draft, lastProbeTime: null, lastTransitionTime: rfc3339(now) });
  }
  return {
    ...pod.status,
    phase,
    conditions,
    containerStatuses,
    hostIP,
    hostIPs: [{ ip: hostIP }],
    podIP,
    podIPs: [{ ip: podIP }],
    startTime: pod.status?.startTime ?? rfc3339(now),
  };
}

function conditionsOf(phase: string, statuses: readonly ContainerStatus[]): Pick<Condition, "type" | "status">[] {
  if (phase === "Succeeded" || phase === "Failed") {
    const reason = phase === "Succeeded" ? "PodCompleted" : "PodFailed";
    const ended = { status: "False", reason } as const;
    return [
      { type: "Initialized", status: "True" },
      { type: "Ready", ...ended },
      { type: "ContainersReady", ...ended },
    ];
  }
  const unready = statuses.filter(({ ready }) => !ready).map(({ name }) => name);
  const readiness =
    unready.length === 0
      ? ({ status: "True" } as const)
      : ({
          status: "False",
          reason: "ContainersNotReady",
          message: `containers with unready status: [${unready.join(" ")}]`,
        } as const);
  return [
    { type: "Initialized", status: "True" },
    { type: "Ready", ...readiness },
    { type: "ContainersReady", ...readiness },
  ];
}
