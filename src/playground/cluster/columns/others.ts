import type { KubeObject } from "../controllers/controller.ts";
import type { Draft } from "../defaults/fill.ts";
import { age } from "./age.ts";
import { ageColumn, type Column, column, fieldColumn, nameColumn, type Printer, WIDE } from "./column.ts";
import { loadBalancerAddresses } from "./core.ts";
import { formatSelector, NONE, shortList } from "./format.ts";

export const ingressPrinter: Printer = {
  columns: () => [
    nameColumn(),
    column("Class", "The name of the IngressClass resource that should be used for additional configuration"),
    column("Hosts", "Hosts that incoming requests are matched against before the ingress rule"),
    column("Address", "Address is a list containing ingress points for the load-balancer"),
    column("Ports", "Ports of TLS configurations that open"),
    ageColumn(),
  ],
  cells: ({ metadata, spec, status }, now) => [
    metadata.name,
    spec.ingressClassName ?? NONE,
    shortList((spec.rules ?? []).map(({ host }: Draft) => host).filter(Boolean), 3) || "*",
    loadBalancerAddresses(status).join(","),
    spec.tls?.length ? "80, 443" : "80",
    age(metadata.creationTimestamp, now),
  ],
};

export const networkPolicyPrinter: Printer = {
  columns: () => [
    nameColumn(),
    column(
      "Pod-Selector",
      "podSelector selects the pods to which this NetworkPolicy object applies. The array of rules is applied to any pods selected by this field. An empty selector matches all pods in the policy's namespace. Multiple network policies can select the same set of pods. In this case, the ingress rules for each are combined additively. This field is optional. If it is not specified, it defaults to an empty selector.",
    ),
    ageColumn(),
  ],
  cells: ({ metadata, spec }, now) => [
    metadata.name,
    formatSelector(spec.podSelector),
    age(metadata.creationTimestamp, now),
  ],
};

export const horizontalPodAutoscalerPrinter: Printer = {
  columns: () => [
    nameColumn(),
    column(
      "Reference",
      "scaleTargetRef points to the target resource to scale, and is used to the pods for which metrics should be collected, as well as to actually change the replica count.",
    ),
    fieldColumn("Targets", "V2HorizontalPodAutoscalerSpec", "metrics"),
    fieldColumn("MinPods", "V2HorizontalPodAutoscalerSpec", "minReplicas"),
    fieldColumn("MaxPods", "V2HorizontalPodAutoscalerSpec", "maxReplicas"),
    fieldColumn("Replicas", "V2HorizontalPodAutoscalerStatus", "currentReplicas"),
    ageColumn(),
  ],
  cells: ({ metadata, spec, status = {} }, now) => [
    metadata.name,
    `${spec.scaleTargetRef.kind}/${spec.scaleTargetRef.name}`,
    shortList(
      (spec.metrics ?? []).map((metric: Draft, index: number) => target(metric, status.currentMetrics?.[index])),
      2,
      ", ",
    ) || NONE,
    String(spec.minReplicas ?? "<unset>"),
    spec.maxReplicas,
    status.currentReplicas ?? 0,
    age(metadata.creationTimestamp, now),
  ],
};

const SOURCES = ["resource", "containerResource", "pods", "object", "external"];

/** "cpu: 34%/80%": what is measured, over what is wanted. */
function target(metric: Draft, status: Draft | undefined): string {
  const field = SOURCES.find((name) => metric[name]);
  if (!field) return "<unknown type>";
  const source: Draft = metric[field];
  const current: Draft = status?.[field]?.current ?? {};
  const wanted: Draft = source.target;
  const isResource = field === "resource" || field === "containerResource";
  const name = isResource ? `${source.name}: ` : "";
  if (wanted.averageValue !== undefined) {
    const average = isResource || field === "pods" ? "" : " (avg)";
    return `${name}${current.averageValue ?? "<unknown>"}/${wanted.averageValue}${average}`;
  }
  if (!isResource) return `${current.value ?? "<unknown>"}/${wanted.value}`;
  return `${name}${percent(current.averageUtilization) ?? "<unknown>"}/${percent(wanted.averageUtilization) ?? "<auto>"}`;
}

const percent = (value: number | undefined): string | undefined => (value === undefined ? undefined : `${value}%`);

const UNRESOLVED = "If the RoleRef cannot be resolved, the Authorizer must return an error.";

/** @param where "roleBinding" or "clusterRoleBinding" */
const bindingPrinter = (where: string, roleRef: string): Printer => ({
  columns: () => [
    nameColumn(),
    column("Role", `${roleRef} ${UNRESOLVED}`),
    ageColumn(),
    column("Users", `Users in the ${where}`, WIDE),
    column("Groups", `Groups in the ${where}`, WIDE),
    column("ServiceAccounts", `ServiceAccounts in the ${where}`, WIDE),
  ],
  cells: ({ metadata, roleRef, subjects = [] }, now) => [
    metadata.name,
    `${roleRef.kind}/${roleRef.name}`,
    age(metadata.creationTimestamp, now),
    subjectsOf(subjects, "User"),
    subjectsOf(subjects, "Group"),
    subjectsOf(subjects, "ServiceAccount"),
  ],
});

export const roleBindingPrinter = bindingPrinter(
  "roleBinding",
  "roleRef can reference a Role in the current namespace or a ClusterRole in the global namespace.",
);
export const clusterRoleBindingPrinter = bindingPrinter(
  "clusterRoleBinding",
  "roleRef can only reference a ClusterRole in the global namespace.",
);

const subjectsOf = (subjects: readonly Draft[], kind: string): string =>
  subjects
    .filter((subject) => subject.kind === kind)
    .map(({ name, namespace }) => (kind === "ServiceAccount" ? `${namespace}/${name}` : name))
    .join(", ");

const createdAt = (): Column => fieldColumn("Created At", "V1ObjectMeta", "creationTimestamp", { type: "date" });

export const customResourceDefinitionPrinter: Printer = {
  columns: () => [
    nameColumn(),
    column("Scope", "Cluster/Namespaced"),
    column("Versions", "Served versions"),
    createdAt(),
    column("Group", "API group", WIDE),
    column("Kind", "CustomResource kind", WIDE),
    column("ShortNames", "Short names", WIDE),
    column("Established", "Established status", { ...WIDE, type: "boolean" }),
  ],
  cells: ({ metadata, spec, status }) => [
    metadata.name,
    spec.scope,
    servedVersions(spec).join(","),
    metadata.creationTimestamp,
    spec.group,
    spec.names.kind,
    (spec.names.shortNames ?? []).join(","),
    (status?.conditions ?? []).some((one: Draft) => one.type === "Established" && one.status === "True"),
  ],
};

const servedVersions = ({ versions }: Draft): string[] =>
  versions
    .filter(({ served }: Draft) => served)
    .map(({ name, storage }: Draft) => (storage ? `${name}(storage)` : name))
    .sort();

/** Kinds that nobody wrote columns for: roles, limit ranges. */
export const plainPrinter: Printer = {
  columns: () => [nameColumn(), createdAt()],
  cells: ({ metadata }) => [metadata.name, metadata.creationTimestamp],
};

/** A Scale has a name that is no link, and counts. */
export const scalePrinter: Printer = {
  columns: () => [
    { ...nameColumn(), format: "" },
    fieldColumn("Desired", "V1ScaleSpec", "replicas", { type: "integer" }),
    fieldColumn("Available", "V1ScaleStatus", "replicas", { type: "integer" }),
    ageColumn(),
  ],
  cells: ({ metadata, spec, status }: KubeObject, now) => [
    metadata.name,
    spec.replicas ?? 0,
    status.replicas,
    age(metadata.creationTimestamp, now),
  ],
};
