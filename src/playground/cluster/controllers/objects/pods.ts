import type { KubeObject, Metadata, NewObject } from "../controller.ts";
import { findCondition } from "./conditions.ts";
import { controllerReference } from "./owners.ts";

/** Neither ended nor on its way out: the pods that count towards a workload's replicas. */
export function isActive(pod: KubeObject): boolean {
  return !isTerminal(pod) && !pod.metadata.deletionTimestamp;
}

/** Its containers have ended and will not be started again. */
export function isTerminal(pod: KubeObject): boolean {
  return pod.status?.phase === "Succeeded" || pod.status?.phase === "Failed";
}

export function isReady(pod: KubeObject): boolean {
  return findCondition(pod.status?.conditions, "Ready")?.status === "True";
}

/** When the pod turned ready, in milliseconds since 1970; undefined while it is not. */
export function readySince(pod: KubeObject): number | undefined {
  const ready = findCondition(pod.status?.conditions, "Ready");
  return ready?.status === "True" ? Date.parse(ready.lastTransitionTime ?? "") : undefined;
}

/** Ready, and for at least minReadySeconds: only available pods let a rollout go on. */
export function isAvailable(pod: KubeObject, minReadySeconds: number, now: number): boolean {
  const since = readySince(pod);
  return since !== undefined && (minReadySeconds === 0 || since + minReadySeconds * 1000 <= now);
}

/** Milliseconds until the next of these ready pods turns available; undefined when there is nothing to wait for. */
export function untilNextAvailable(pods: readonly KubeObject[], minReadySeconds = 0, now: number): number | undefined {
  const waits = pods.flatMap((pod) => {
    const since = readySince(pod);
    return since === undefined ? [] : [since + minReadySeconds * 1000 - now];
  });
  const ahead = waits.filter((wait) => wait > 0);
  return ahead.length > 0 ? Math.min(...ahead) : undefined;
}

/** `spec.template` of a workload. */
export interface PodTemplate {
  metadata?: Pick<Metadata, "labels" | "annotations" | "finalizers">;
  spec: unknown;
}

/** The pod that a workload's template describes, owned by that workload. */
export function podFromTemplate(template: PodTemplate, owner: KubeObject): NewObject {
  const { labels, annotations, finalizers } = template.metadata ?? {};
  return {
    apiVersion: "v1",
    kind: "Pod",
    metadata: {
      generateName: `${owner.metadata.name}-`,
      ...(owner.metadata.namespace && { namespace: owner.metadata.namespace }),
      ...(labels && { labels }),
      ...(annotations && { annotations }),
      ...(finalizers && { finalizers }),
      ownerReferences: [controllerReference(owner)],
    },
    spec: template.spec,
  };
}
