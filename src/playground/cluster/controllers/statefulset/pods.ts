import type { KubeObject, NewObject } from "../controller.ts";
import { type PodTemplate, podFromTemplate } from "../objects/pods.ts";

const revisionLabel = "controller-revision-hash";

/** The number in `db-2`, which is the pod's identity: its name, its host name, its place in every order. */
export function ordinalOf(pod: KubeObject): number {
  return Number(/-(\d+)$/.exec(pod.metadata.name)?.[1] ?? -1);
}

/** The ordinals that `spec.replicas` asks for. */
export function ordinalsOf({ spec }: KubeObject): number[] {
  const start: number = spec.ordinals?.start ?? 0;
  return Array.from({ length: spec.replicas }, (_, index) => start + index);
}

/** The name of the ControllerRevision that the pod was made from. */
export function revisionOf(pod: KubeObject): string | undefined {
  return pod.metadata.labels?.[revisionLabel];
}

/** @param revision the ControllerRevision to make it from */
export function newPod(set: KubeObject, revision: KubeObject, ordinal: number): NewObject {
  const name = `${set.metadata.name}-${ordinal}`;
  const { $patch: _, ...template }: PodTemplate & { $patch: string } = revision.data.spec.template;
  const { metadata, spec, ...pod } = podFromTemplate(template, set);
  const labels = {
    ...metadata.labels,
    "statefulset.kubernetes.io/pod-name": name,
    "apps.kubernetes.io/pod-index": String(ordinal),
    [revisionLabel]: revision.metadata.name,
  };
  const identity = { hostname: name, ...(set.spec.serviceName && { subdomain: set.spec.serviceName }) };
  return { ...pod, metadata: { ...metadata, name, labels }, spec: { ...spec, ...identity } };
}

/**
 * Which revision a missing pod is made of. Below the partition stays what was there before; an OnDelete set takes the
 * newest, because deleting the pod was how somebody asked for it.
 */
export function revisionFor(set: KubeObject, current: KubeObject, update: KubeObject, ordinal: number): KubeObject {
  const { type, rollingUpdate } = set.spec.updateStrategy;
  if (type !== "RollingUpdate") return update;
  const kept: number = rollingUpdate ? (rollingUpdate.partition ?? 0) : (set.status?.currentReplicas ?? 0);
  return ordinal < (set.spec.ordinals?.start ?? 0) + kept ? current : update;
}
