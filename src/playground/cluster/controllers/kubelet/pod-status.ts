import type { KubeObject } from "../controller.ts";
import { type Condition, findCondition, withCondition } from "../objects/conditions.ts";
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
  const known: Condition[] = pod.status?.conditions ?? [];
  const own = conditionsOf(phase, containerStatuses).map((draft) => {
    const condition = { ...draft, lastProbeTime: null, lastTransitionTime: rfc3339(now) };
    return findCondition(withCondition(known, condition), draft.type) ?? condition;
  });
  return {
    ...pod.status,
    phase,
    conditions: [...own, ...known.filter(({ type }) => !own.some((condition) => condition.type === type))],
    containerStatuses,
    hostIP,
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
