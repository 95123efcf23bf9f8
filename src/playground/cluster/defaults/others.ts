import { type Draft, fill, fillEmpty } from "./fill.ts";

export function fillNamespace(namespace: Draft): void {
  const { metadata } = namespace;
  metadata.labels = { ...metadata.labels, "kubernetes.io/metadata.name": metadata.name };
  fill(namespace, { spec: {}, status: {} });
  fill(namespace.spec, { finalizers: ["kubernetes"] });
  fillEmpty(namespace.status, { phase: "Active" });
}

export function fillNode(node: Draft): void {
  fill(node, { spec: {}, status: {} });
  const { spec, status } = node;
  if (status.capacity) fill(status, { allocatable: status.capacity });
  if (spec.podCIDR) fill(spec, { podCIDRs: [spec.podCIDR] });
}

export function fillClaim(claim: Draft): void {
  fill(claim, { status: {} });
  fill(claim.spec, { volumeMode: "Filesystem" });
  fillEmpty(claim.status, { phase: "Pending" });
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

export function fillCustomResourceDefinition(definition: Draft): void {
  fill(definition, { status: {} });
  const { spec, status } = definition;
  const { names } = spec;
  fillEmpty(names, { singular: names.kind.toLowerCase(), listKind: `${names.kind}List` });
  fill(spec, { conversion: { strategy: "None" } });
  fill(status, { acceptedNames: { plural: "", kind: "" }, conditions: [], storedVersions: [] });
}
