import { type Draft, fill, fillEmpty } from "./fill.ts";
import { fillPodSpec } from "./pod.ts";

/** Defaults of everything that makes pods (pkg/apis/apps/v1/defaults.go, pkg/apis/batch/v1/defaults.go). */

export function fillDeployment({ spec }: Draft): void {
  fill(spec, { replicas: 1, strategy: {}, revisionHistoryLimit: 10, progressDeadlineSeconds: 600 });
  fillEmpty(spec.strategy, { type: "RollingUpdate" });
  if (spec.strategy.type === "RollingUpdate") {
    fill(spec.strategy, { rollingUpdate: {} });
    fill(spec.strategy.rollingUpdate, { maxUnavailable: "25%", maxSurge: "25%" });
  }
  fillTemplate(spec);
}

export function fillReplicaSet({ spec }: Draft): void {
  fill(spec, { replicas: 1 });
  fillTemplate(spec);
}

export function fillStatefulSet({ spec }: Draft): void {
  fillEmpty(spec, { podManagementPolicy: "OrderedReady", updateStrategy: {} });
  if (!spec.updateStrategy.type) {
    spec.updateStrategy.type = "RollingUpdate";
    fill(spec.updateStrategy, { rollingUpdate: {} });
  }
  if (spec.updateStrategy.rollingUpdate) fill(spec.updateStrategy.rollingUpdate, { partition: 0, maxUnavailable: 1 });
  fill(spec, { persistentVolumeClaimRetentionPolicy: {}, replicas: 1, revisionHistoryLimit: 10 });
  fillEmpty(spec.persistentVolumeClaimRetentionPolicy, { whenDeleted: "Retain", whenScaled: "Retain" });
  for (const claim of spec.volumeClaimTemplates ?? []) {
    fill(claim, { apiVersion: "v1", kind: "PersistentVolumeClaim", status: {} });
    fill(claim.spec, { volumeMode: "Filesystem" });
    fillEmpty(claim.status, { phase: "Pending" });
  }
  fillTemplate(spec);
}

export function fillDaemonSet({ metadata, spec }: Draft): void {
  fill(spec, { updateStrategy: {}, revisionHistoryLimit: 10 });
  fillEmpty(spec.updateStrategy, { type: "RollingUpdate" });
  if (spec.updateStrategy.type === "RollingUpdate") {
    fill(spec.updateStrategy, { rollingUpdate: {} });
    fill(spec.updateStrategy.rollingUpdate, { maxUnavailable: 1, maxSurge: 0 });
  }
  metadata.annotations ??= {};
  fill(metadata.annotations, { "deprecated.daemonset.template.generation": "1" });
  fillTemplate(spec);
}

export function fillJob(job: Draft): void {
  const { metadata, spec } = job as { metadata: Draft; spec: Draft };
  const { uid, name } = metadata as { uid: string; name: string };
  if (spec.completions === undefined && spec.parallelism === undefined) spec.completions = 1;
  fill(spec, {
    parallelism: 1,
    backoffLimit: spec.backoffLimitPerIndex === undefined ? 6 : 2 ** 31 - 1,
    completionMode: "NonIndexed",
    suspend: false,
    podReplacementPolicy: spec.podFailurePolicy ? "Failed" : "TerminatingOrFailed",
    manualSelector: false,
  });
  if (!spec.manualSelector) {
    // The selector is generated, so that two Jobs never fight over pods; the old label is still written beside the new.
    const labels = { "batch.kubernetes.io/controller-uid": uid, "batch.kubernetes.io/job-name": name };
    const template: Draft = ((spec.template ??= {}).metadata ??= {});
    template.labels = { ...template["labels"], ...labels, "controller-uid": uid, "job-name": name };
    spec.selector ??= { matchLabels: { "batch.kubernetes.io/controller-uid": uid } };
  }
  if (Object.keys(metadata.labels ?? {}).length === 0) metadata.labels = { ...spec.template.metadata?.labels };
  fillTemplate(spec);
}

export function fillCronJob({ spec }: Draft): void {
  fillEmpty(spec, { concurrencyPolicy: "Allow" });
  fill(spec, { suspend: false, successfulJobsHistoryLimit: 3, failedJobsHistoryLimit: 1 });
  spec.jobTemplate ??= {};
  fill(spec.jobTemplate, { metadata: {}, spec: {} });
  fillTemplate(spec.jobTemplate.spec);
}

function fillTemplate(spec: Draft): void {
  fill(spec, { template: {} });
  fill(spec.template, { spec: {} });
  fillPodSpec(spec.template.spec);
}
