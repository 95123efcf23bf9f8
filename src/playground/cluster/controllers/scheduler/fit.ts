import type { KubeObject } from "../controller.ts";
import { allowsNode } from "./node-affinity.ts";
import { allocatableOf, type Resources, requestsOf } from "./requests.ts";
import { type Toleration, untolerated } from "./taints.ts";

/** Why a node is no place for a pod. */
export interface Misfit {
  reasons: string[];
  /** Whether it would fit if other pods made room: then the scheduler looks for some to preempt. */
  couldMakeRoom: boolean;
}

const cordon = { key: "node.kubernetes.io/unschedulable", effect: "NoSchedule" } as const;

/** The scheduler's filters in its own order; the first that objects gives the reasons. @returns undefined: it fits */
export function misfit(pod: KubeObject, node: KubeObject, used: Resources): Misfit | undefined {
  const tolerations: Toleration[] = pod.spec.tolerations ?? [];
  const never = (reason: string): Misfit => ({ reasons: [reason], couldMakeRoom: false });
  if (node.spec?.unschedulable && untolerated([cordon], tolerations).length > 0) {
    return never("node(s) were unschedulable");
  }
  if (untolerated(node.spec?.taints, tolerations).length > 0) return never("node(s) had untolerated taint(s)");
  if (!allowsNode(pod.spec, node)) return never("node(s) didn't match Pod's node affinity/selector");
  return shortage(requestsOf(pod), allocatableOf(node), used);
}

function shortage(request: Resources, allocatable: Resources, used: Resources): Misfit | undefined {
  const lacks = (name: keyof Resources) => request[name] > 0 && request[name] > allocatable[name] - used[name];
  const reasons = [
    ...(lacks("pods") ? ["Too many pods"] : []),
    ...(lacks("cpu") ? ["Insufficient cpu"] : []),
    ...(lacks("memory") ? ["Insufficient memory"] : []),
  ];
  const couldMakeRoom = request.cpu <= allocatable.cpu && request.memory <= allocatable.memory;
  return reasons.length > 0 ? { reasons, couldMakeRoom } : undefined;
}

/** "0/4 nodes are available: 3 Insufficient cpu, 1 node(s) were unschedulable. …", as FitError words it. */
export function unschedulableMessage(misfits: readonly Misfit[]): string {
  const total = misfits.length;
  if (total === 0) return "no nodes available to schedule pods";
  const why = histogram(misfits.flatMap(({ reasons }) => reasons));
  const preemption = histogram(
    misfits.map(({ couldMakeRoom }) =>
      couldMakeRoom ? "No preemption victims found for incoming pod" : "Preemption is not helpful for scheduling",
    ),
  );
  const available = `0/${total} nodes are available:`;
  return `${available} ${why}. preemption: ${available} ${preemption}.`;
}

function histogram(reasons: readonly string[]): string {
  const counts = [...Map.groupBy(reasons, (reason) => reason)].map(([reason, same]) => `${same.length} ${reason}`);
  return counts.sort().join(", ");
}
