import { type Draft, fill, fillEmpty } from "./fill.ts";

export function fillNamespace({ metadata, ...namespace }: Draft): void {
  metadata.labels = { ...metadata.labels, "kubernetes.io/metadata.name": metadata.name };
  fillEmpty(namespace["status"], { phase: "Active" });
}

export function fillNode({ spec, status }: Draft): void {
  if (status.capacity) fill(status, { allocatable: status.capacity });
  if (spec.podCIDR) fill(spec, { podCIDRs: [spec.podCIDR] });
}

export function fillClaim({ spec, status }: Draft): void {
  fill(spec, { volumeMode: "Filesystem" });
  fillEmpty(status, { phase: "Pending" });
}

export function fillHorizontalPodAutoscaler({ spec }: Draft): void {
  fill(spec, { minReplicas: 1 });
  if (!spec.metrics?.length) {
    spec.metrics = [
      { type: "Resource", resource: { name: "cpu", target: { type: "Utilization", averageUtilization: 80 } } },
    ];
  }
}

export function fillNetworkPolicy({ spec }: Draft): void {
  if (!spec.policyTypes?.length) spec.policyTypes = spec.egress?.length ? ["Ingress", "Egress"] : ["Ingress"];
  for (const { ports } of [...(spec.ingress ?? []), ...(spec.egress ?? [])]) {
    for (const port of ports ?? []) fillEmpty(port, { protocol: "TCP" });
  }
}

const RBAC = "rbac.authorization.k8s.io";

export function fillBinding({ roleRef, subjects }: Draft): void {
  fillEmpty(roleRef, { apiGroup: RBAC });
  for (const subject of subjects ?? []) if (subject.kind !== "ServiceAccount") fillEmpty(subject, { apiGroup: RBAC });
}

export function fillCustomResourceDefinition({ spec, status }: Draft): void {
  const { names } = spec;
  fillEmpty(names, { singular: names.kind.toLowerCase(), listKind: `${names.kind}List` });
  fill(spec, { conversion: { strategy: "None" } });
  fill(status, { acceptedNames: { plural: "", kind: "" }, conditions: [], storedVersions: [] });
}
