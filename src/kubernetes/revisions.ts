/**
 * The revisions of a workload, and what going back to one changes. The rules are kubectl's
 * (kubernetes/kubectl pkg/polymorphichelpers/{history,rollback}.go), differences said where they are.
 */
import type { KubeObject } from "./object.ts";

export interface Revision {
  readonly number: number;
  readonly cause: string;
  readonly images: readonly string[];
  readonly createdAt: string | undefined;
  /** The pod template of that revision, without what the controller added to it. */
  readonly template: Readonly<Record<string, unknown>>;
  /** For a Deployment: the annotations that a rollback copies back onto it. */
  readonly annotations: Readonly<Record<string, string>>;
}

const REVISION = "deployment.kubernetes.io/revision";
const CAUSE = "kubernetes.io/change-cause";

/** What a rollback never copies from a ReplicaSet: it belongs to the controller, or would lie about the Deployment. */
const OWN_ANNOTATIONS = new Set([
  "kubectl.kubernetes.io/last-applied-configuration",
  REVISION,
  "deployment.kubernetes.io/revision-history",
  "deployment.kubernetes.io/desired-replicas",
  "deployment.kubernetes.io/max-replicas",
  "deprecated.deployment.rollback.to",
]);

/** @param history ReplicaSets of a Deployment, or ControllerRevisions of a StatefulSet or DaemonSet; any order, other owners too */
export function revisionsOf(workload: KubeObject, history: readonly KubeObject[]): readonly Revision[] {
  return history
    .filter((item) =>
      item.metadata.ownerReferences?.some((owner) => owner.controller && owner.uid === workload.metadata.uid),
    )
    .map((item) => (item.kind === "ReplicaSet" ? fromReplicaSet(item) : fromControllerRevision(item)))
    .filter((revision) => revision.number > 0)
    .sort((a, b) => a.number - b.number);
}

function fromReplicaSet(set: KubeObject): Revision {
  const { "pod-template-hash": _, ...labels } = set.spec?.template?.metadata?.labels ?? {};
  const template = { ...set.spec?.template, metadata: { ...set.spec?.template?.metadata, labels } };
  const annotations = set.metadata.annotations ?? {};
  return {
    number: Number(annotations[REVISION] ?? 0),
    cause: annotations[CAUSE] ?? "",
    images: images(template),
    createdAt: set.metadata.creationTimestamp,
    template,
    annotations: Object.fromEntries(Object.entries(annotations).filter(([key]) => !OWN_ANNOTATIONS.has(key))),
  };
}

/** A ControllerRevision holds a strategic merge patch of the workload: { spec: { template: { $patch: "replace", … } } } */
function fromControllerRevision(item: KubeObject): Revision {
  const { $patch: _, ...template } = item.data?.spec?.template ?? {};
  return {
    number: Number(item.revision ?? 0),
    cause: item.metadata.annotations?.[CAUSE] ?? "",
    images: images(template),
    createdAt: item.metadata.creationTimestamp,
    template,
    annotations: {},
  };
}

// biome-ignore lint: a pod template from outside
const images = (template: any): string[] =>
  (template?.spec?.containers ?? []).map((c: { image?: string }) => c.image ?? "");

/** The revision that runs now, by what the controller says of it. */
export function currentRevision(workload: KubeObject, revisions: readonly Revision[]): number | undefined {
  if (workload.kind === "Deployment") return Number(workload.metadata.annotations?.[REVISION]) || undefined;
  return revisions.findLast((revision) => same(revision.template, workload.spec?.template))?.number;
}

/** The annotations a Deployment has after going back: its own keep, the rest from the revision. */
export function annotationsAfter(workload: KubeObject, revision: Revision): Record<string, string> {
  const own = Object.entries(workload.metadata.annotations ?? {}).filter(([key]) => OWN_ANNOTATIONS.has(key));
  return { ...revision.annotations, ...Object.fromEntries(own) };
}

/** Templates are equal when they read the same, whatever the order of their keys. */
export const same = (a: unknown, b: unknown): boolean => canonical(a) === canonical(b);

const canonical = (value: unknown): string =>
  JSON.stringify(value, (_, inner: unknown) =>
    inner !== null && typeof inner === "object" && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  ) ?? "null";
