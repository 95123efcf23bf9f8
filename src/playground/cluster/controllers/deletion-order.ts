import type { KubeObject } from "./controller.ts";
import { isReady, readySince } from "./objects/pods.ts";

/**
 * Which pods a ReplicaSet gives up first, as controller.ActivePodsWithRanks orders them: those that serve least.
 * (Kubernetes compares ages on a logarithmic scale, so that among pods of like age chance decides. Here the youngest
 * goes, so that a demonstration can be repeated.)
 */
export function firstToDelete(pods: readonly KubeObject[], count: number): KubeObject[] {
  const neighbours = Map.groupBy(pods, (pod) => pod.spec.nodeName);
  const ranks: readonly ((pod: KubeObject) => number)[] = [
    (pod) => (pod.spec.nodeName ? 1 : 0),
    (pod) => (pod.status?.phase === "Running" ? 1 : 0),
    (pod) => (isReady(pod) ? 1 : 0),
    (pod) => Number(pod.metadata.annotations?.["controller.kubernetes.io/pod-deletion-cost"] ?? 0),
    (pod) => -(neighbours.get(pod.spec.nodeName)?.length ?? 0),
    (pod) => -(readySince(pod) ?? 0),
    (pod) => -restarts(pod),
    (pod) => -Date.parse(pod.metadata.creationTimestamp),
  ];
  const order = (a: KubeObject, b: KubeObject): number => {
    const decisive = ranks.find((rank) => rank(a) !== rank(b));
    return decisive ? decisive(a) - decisive(b) : 0;
  };
  return [...pods].sort(order).slice(0, Math.max(0, count));
}

function restarts(pod: KubeObject): number {
  const statuses: { restartCount: number }[] = pod.status?.containerStatuses ?? [];
  return Math.max(0, ...statuses.map(({ restartCount }) => restartCount));
}
