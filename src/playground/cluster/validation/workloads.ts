import type { KubeObject } from "../controllers/controller.ts";
import { matches } from "../controllers/objects/selector.ts";
import type { Draft } from "../defaults/fill.ts";
import { same } from "../storage/copy.ts";
import type { Cause } from "../status.ts";
import { labelsProblems } from "./names.ts";
import { podSpecProblems } from "./pod-template.ts";
import { forbiddenField, invalidValue, notNegative, required } from "./problem.ts";

/** Deployments, ReplicaSets, StatefulSets and DaemonSets: a selector, a template that it matches, and numbers. */
export function workloadProblems({ kind, spec }: KubeObject, previous: KubeObject | undefined): Cause[] {
  return [
    ...notNegative("spec.replicas", spec.replicas),
    ...notNegative("spec.minReadySeconds", spec.minReadySeconds),
    ...notNegative("spec.revisionHistoryLimit", spec.revisionHistoryLimit),
    ...selectorProblems(kind, spec),
    ...labelsProblems("spec.template.labels", spec.template?.metadata?.labels),
    ...podSpecProblems("spec.template.spec", spec.template?.spec),
    ...(kind === "Deployment" ? deploymentProblems(spec) : []),
    ...(previous && !same(previous.spec.selector, spec.selector) && kind !== "StatefulSet"
      ? [invalidValue("spec.selector", spec.selector, "field is immutable")]
      : []),
    ...(previous && kind === "StatefulSet" ? statefulSetChangeProblems(previous.spec, spec) : []),
  ];
}

function selectorProblems(kind: string, { selector, template }: Draft): Cause[] {
  const labels = template?.metadata?.labels;
  const isEmpty = selector && !selector.matchLabels && !selector.matchExpressions;
  return [
    ...(selector ? [] : [required("spec.selector")]),
    ...(isEmpty
      ? [invalidValue("spec.selector", selector, `empty selector is invalid for ${kind.toLowerCase()}`)]
      : []),
    ...(isEmpty || matches(selector, labels)
      ? []
      : [invalidValue("spec.template.metadata.labels", labels ?? null, "`selector` does not match template `labels`")]),
  ];
}

function deploymentProblems({ strategy, progressDeadlineSeconds, minReadySeconds = 0 }: Draft): Cause[] {
  const { type, rollingUpdate } = strategy;
  return [
    ...notNegative("spec.progressDeadlineSeconds", progressDeadlineSeconds),
    ...(progressDeadlineSeconds <= minReadySeconds
      ? [invalidValue("spec.progressDeadlineSeconds", progressDeadlineSeconds, "must be greater than minReadySeconds")]
      : []),
    ...(type === "Recreate" && rollingUpdate
      ? [forbiddenField("spec.strategy.rollingUpdate", "may not be specified when strategy `type` is 'Recreate'")]
      : []),
    ...(type === "RollingUpdate" && isZero(rollingUpdate.maxUnavailable) && isZero(rollingUpdate.maxSurge)
      ? [
          invalidValue(
            "spec.strategy.rollingUpdate.maxUnavailable",
            rollingUpdate.maxUnavailable,
            "may not be 0 when `maxSurge` is 0",
          ),
        ]
      : []),
  ];
}

const isZero = (value: unknown): boolean => value === 0 || value === "0%";

const CHANGEABLE = [
  "replicas",
  "ordinals",
  "template",
  "updateStrategy",
  "revisionHistoryLimit",
  "persistentVolumeClaimRetentionPolicy",
  "minReadySeconds",
];

function statefulSetChangeProblems(before: Draft, after: Draft): Cause[] {
  const fixed = (spec: Draft) => ({ ...spec, ...Object.fromEntries(CHANGEABLE.map((field) => [field, undefined])) });
  if (same(fixed(before), fixed(after))) return [];
  const names = CHANGEABLE.map((field) => `'${field}'`);
  const list = `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;
  return [forbiddenField("spec", `updates to statefulset spec for fields other than ${list} are forbidden`)];
}
