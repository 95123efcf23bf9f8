import type { KubeObject, NewObject } from "../controller.ts";
import { podFromTemplate } from "../objects/pods.ts";
import { allowsNode } from "../scheduler/node-affinity.ts";
import { type Taint, type Toleration, untolerated } from "../scheduler/taints.ts";

export const hashLabel = "controller-revision-hash";
const generationAnnotation = "deprecated.daemonset.template.generation";

/** Daemon pods are part of a node: they stay through its troubles, and run on a cordoned one. */
const daemonTolerations: readonly Toleration[] = [
  { key: "node.kubernetes.io/not-ready", operator: "Exists", effect: "NoExecute" },
  { key: "node.kubernetes.io/unreachable", operator: "Exists", effect: "NoExecute" },
  { key: "node.kubernetes.io/disk-pressure", operator: "Exists", effect: "NoSchedule" },
  { key: "node.kubernetes.io/memory-pressure", operator: "Exists", effect: "NoSchedule" },
  { key: "node.kubernetes.io/pid-pressure", operator: "Exists", effect: "NoSchedule" },
  { key: "node.kubernetes.io/unschedulable", operator: "Exists", effect: "NoSchedule" },
];

function tolerationsOf({ spec }: KubeObject): Toleration[] {
  const forHostNetwork: Toleration[] = spec.template.spec.hostNetwork
    ? [{ key: "node.kubernetes.io/network-unavailable", operator: "Exists", effect: "NoSchedule" }]
    : [];
  return [...(spec.template.spec.tolerations ?? []), ...daemonTolerations, ...forHostNetwork];
}

/** Whether a node gets a pod of this set, and whether one that it has may stay. */
export function placement(set: KubeObject, node: KubeObject): { run: boolean; stay: boolean } {
  if (!allowsNode(set.spec.template.spec, node)) return { run: false, stay: false };
  const repelling: Taint[] = untolerated(node.spec.taints, tolerationsOf(set));
  return { run: repelling.length === 0, stay: repelling.every(({ effect }) => effect !== "NoExecute") };
}

/** The node that a pod runs on, or, while it waits for the scheduler, was made for. */
export function nodeOf(pod: KubeObject): string | undefined {
  const required = pod.spec.affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution;
  return pod.spec.nodeName ?? required?.nodeSelectorTerms?.[0]?.matchFields?.[0]?.values?.[0];
}

/** A pod pinned to its node by affinity, not by `nodeName`: the scheduler still decides whether it fits. */
export function newPod(set: KubeObject, revision: KubeObject, node: string): NewObject {
  const pod = podFromTemplate(set.spec.template, set);
  const generation = set.metadata.annotations?.[generationAnnotation];
  const labels = {
    ...pod.metadata.labels,
    [hashLabel]: revision.metadata.labels?.[hashLabel] ?? "",
    ...(generation && { "pod-template-generation": generation }),
  };
  const pinned = {
    nodeSelectorTerms: [{ matchFields: [{ key: "metadata.name", operator: "In", values: [node] }] }],
  };
  const affinity = {
    ...pod.spec.affinity,
    nodeAffinity: {
      ...pod.spec.affinity?.nodeAffinity,
      requiredDuringSchedulingIgnoredDuringExecution: pinned,
    },
  };
  return {
    ...pod,
    metadata: { ...pod.metadata, labels },
    spec: { ...pod.spec, affinity, tolerations: tolerationsOf(set) },
  };
}
