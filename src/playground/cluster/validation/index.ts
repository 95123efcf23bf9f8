import type { KubeObject, Metadata } from "../controllers/controller.ts";
import type { Kind } from "../kinds/kind.ts";
import { type Cause, invalid } from "../status.ts";
import { customResourceProblems } from "./custom.ts";
import { cronJobProblems, jobProblems } from "./jobs.ts";
import { keyProblems, labelsProblems, nameProblems } from "./names.ts";
import * as others from "./others.ts";
import { required } from "./problem.ts";
import { workloadProblems } from "./workloads.ts";

type Check = (object: KubeObject, previous: KubeObject | undefined) => readonly Cause[];

/** What people really get wrong; a manifest that only a real API server would refuse is stored here. */
const CHECKS: Readonly<Record<string, Check>> = {
  Pod: others.podProblems,
  Deployment: workloadProblems,
  ReplicaSet: workloadProblems,
  StatefulSet: workloadProblems,
  DaemonSet: workloadProblems,
  Job: jobProblems,
  CronJob: cronJobProblems,
  Service: others.serviceProblems,
  HorizontalPodAutoscaler: others.horizontalPodAutoscalerProblems,
  PodDisruptionBudget: others.podDisruptionBudgetProblems,
  RoleBinding: others.bindingProblems,
  ClusterRoleBinding: others.bindingProblems,
};

/** @throws Invalid, naming every problem at once */
export function validate(kind: Kind, object: KubeObject, previous?: KubeObject): void {
  const check = kind.custom ? customResourceProblems(kind.custom, kind.scale) : CHECKS[kind.key];
  const problems = [...metadataProblems(kind, object.metadata), ...(check?.(object, previous) ?? [])];
  if (problems.length > 0) throw invalid(kind, object.metadata.name, problems);
}

function metadataProblems(kind: Kind, { name, labels, annotations = {} }: Metadata): Cause[] {
  return [
    ...(name ? nameProblems(kind.key, name) : [required("metadata.name", "name or generateName is required")]),
    ...labelsProblems("metadata.labels", labels),
    ...Object.keys(annotations).flatMap((key) => keyProblems("metadata.annotations", key.toLowerCase())),
  ];
}
