import { type Draft, fill, fillEmpty, normalize } from "./fill.ts";

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
  normalize(claim.spec.resources?.requests);
  fillEmpty(claim.status, { phase: "Pending" });
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
  const storedVersions = spec.versions.filter(({ storage }: Draft) => storage).map(({ name }: Draft) => name);
  fill(status, { acceptedNames: { plural: "", kind: "" }, conditions: null, storedVersions });
}

export function fillResourceQuota({ spec }: Draft): void {
  normalize(spec.hard);
}

/** Limits of containers are their default requests too, unless those are given. */
export function fillLimitRange({ spec }: Draft): void {
  for (const item of spec.limits ?? []) {
    for (const amounts of [item.max, item.min, item.default, item.defaultRequest]) normalize(amounts);
    if (item.type !== "Container") continue;
    item.default = { ...item.max, ...item.default };
    item.defaultRequest = { ...item.min, ...item.default, ...item.defaultRequest };
  }
}

/** `stringData` is only ever written: it is read back as data. */
export function fillSecret(secret: Draft): void {
  const { stringData, ...rest }: Draft = secret;
  fillEmpty(secret, { type: "Opaque" });
  if (!stringData) return;
  const encoded = Object.entries<string>(stringData).map(([key, text]) => [key, Buffer.from(text).toString("base64")]);
  secret.data = { ...rest.data, ...Object.fromEntries(encoded) };
  delete secret.stringData;
}

export function fillEvent(event: Draft): void {
  fill(event, { reportingComponent: "", reportingInstance: "" });
}
