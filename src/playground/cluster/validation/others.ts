import type { KubeObject } from "../controllers/controller.ts";
import type { Draft } from "../defaults/fill.ts";
import type { Cause } from "../status.ts";
import { same } from "../storage/copy.ts";
import { podSpecProblems, portProblems } from "./pod-template.ts";
import { forbiddenField, invalidValue, required } from "./problem.ts";

const POD_CHANGEABLE = [
  "`spec.containers[*].image`",
  "`spec.initContainers[*].image`",
  "`spec.activeDeadlineSeconds`",
  "`spec.tolerations` (only additions to existing tolerations)",
  "`spec.terminationGracePeriodSeconds` (allow it to be set to 1 if it was previously negative)",
];

export function podProblems({ spec }: KubeObject, previous: KubeObject | undefined): Cause[] {
  if (!previous) return podSpecProblems("spec", spec);
  if (same(fixedPartOf(spec), fixedPartOf(previous.spec))) return [];
  return [forbiddenField("spec", `pod updates may not change fields other than ${POD_CHANGEABLE.join(",")}`)];
}

function fixedPartOf(spec: Draft): unknown {
  const withoutImages = (containers: { image: string }[] = []) => containers.map((one) => ({ ...one, image: "" }));
  const { nodeName: _, activeDeadlineSeconds: __, tolerations: ___, ...rest } = spec;
  return {
    ...rest,
    containers: withoutImages(spec.containers),
    initContainers: withoutImages(spec.initContainers),
  };
}

export function serviceProblems({ spec }: KubeObject): Cause[] {
  const needsPorts = spec.type !== "ExternalName" && spec.clusterIP !== "None";
  const ports: { port?: number }[] = spec.ports ?? [];
  return [
    ...(needsPorts && ports.length === 0 ? [required("spec.ports")] : []),
    ...ports.flatMap(({ port }, index) => portProblems(`spec.ports[${index}].port`, port)),
  ];
}

export function horizontalPodAutoscalerProblems({ spec }: KubeObject): Cause[] {
  const { minReplicas, maxReplicas = 0 } = spec;
  return [
    ...(minReplicas < 1 ? [invalidValue("spec.minReplicas", minReplicas, "must be greater than or equal to 1")] : []),
    ...(maxReplicas < 1 ? [invalidValue("spec.maxReplicas", maxReplicas, "must be greater than 0")] : []),
    ...(maxReplicas < minReplicas
      ? [invalidValue("spec.maxReplicas", maxReplicas, "must be greater than or equal to `minReplicas`")]
      : []),
  ];
}

export function podDisruptionBudgetProblems({ spec }: KubeObject): Cause[] {
  if (spec.minAvailable === undefined || spec.maxUnavailable === undefined) return [];
  return [
    invalidValue(
      "spec",
      { minAvailable: spec.minAvailable, maxUnavailable: spec.maxUnavailable },
      "minAvailable and maxUnavailable cannot be both set",
    ),
  ];
}

export function bindingProblems({ roleRef }: KubeObject, previous: KubeObject | undefined): Cause[] {
  if (!previous || same(roleRef, previous.roleRef)) return [];
  return [invalidValue("roleRef", roleRef, "cannot change roleRef")];
}
