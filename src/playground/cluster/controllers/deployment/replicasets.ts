import type { KubeObject, NewObject } from "../controller.ts";
import { controllerReference } from "../objects/owners.ts";
import { canonical, templateHash } from "../objects/template-hash.ts";
import { replicaSetAnnotations, revisionOf, sizeAnnotations } from "./annotations.ts";
import { limitsOf } from "./limits.ts";
import { newReplicas, total } from "./rolling-update.ts";

const hashLabel = "pod-template-hash";

/** A Deployment's ReplicaSets: the one of its present template, if it exists yet, and those of earlier ones. */
export interface ReplicaSets {
  newSet: KubeObject | undefined;
  /** Oldest first. */
  oldSets: KubeObject[];
}

/** @param sets oldest first: should two have the same template, the older is the one (kubernetes/kubernetes#40415) */
export function sortOut(deployment: KubeObject, sets: readonly KubeObject[]): ReplicaSets {
  const template = canonical(deployment.spec.template);
  const newSet = sets.find((set) => canonical(withoutHash(set.spec.template)) === template);
  return { newSet, oldSets: sets.filter((set) => set !== newSet) };
}

function withoutHash(template: KubeObject["spec"]): unknown {
  const { [hashLabel]: _, ...labels } = template.metadata.labels;
  return { ...template, metadata: { ...template.metadata, labels } };
}

export function nextRevision(oldSets: readonly KubeObject[]): number {
  return Math.max(0, ...oldSets.map(revisionOf)) + 1;
}

/** The ReplicaSet for a template that has none yet, with as many replicas as the strategy allows at once. */
export function newReplicaSet(deployment: KubeObject, oldSets: readonly KubeObject[]): NewObject {
  const { spec, metadata } = deployment;
  const hash = templateHash(spec.template);
  const labels = { ...spec.template.metadata.labels, [hashLabel]: hash };
  const limits = limitsOf(deployment);
  return {
    apiVersion: "apps/v1",
    kind: "ReplicaSet",
    metadata: {
      name: `${metadata.name}-${hash}`,
      ...(metadata.namespace && { namespace: metadata.namespace }),
      labels,
      annotations: {
        ...replicaSetAnnotations(deployment, {}, nextRevision(oldSets)),
        ...sizeAnnotations(limits),
      },
      ownerReferences: [controllerReference(deployment)],
    },
    spec: {
      replicas: newReplicas(limits, 0, spec.strategy.type === "Recreate" ? 0 : total(oldSets)),
      ...(spec.minReadySeconds && { minReadySeconds: spec.minReadySeconds }),
      selector: { ...spec.selector, matchLabels: { ...spec.selector.matchLabels, [hashLabel]: hash } },
      template: { ...spec.template, metadata: { ...spec.template.metadata, labels } },
    },
  };
}

/** What the history limit no longer keeps: the oldest revisions, as soon as nothing runs of them. */
export function beyondHistory(deployment: KubeObject, oldSets: readonly KubeObject[]): KubeObject[] {
  const alive = oldSets.filter((set) => !set.metadata.deletionTimestamp);
  const surplus = Math.max(0, alive.length - deployment.spec.revisionHistoryLimit);
  const oldest = [...alive].sort((a, b) => revisionOf(a) - revisionOf(b)).slice(0, surplus);
  return oldest.filter(
    ({ spec, status, metadata }) =>
      spec.replicas === 0 && !status?.replicas && (metadata.generation ?? 0) <= (status?.observedGeneration ?? 0),
  );
}
