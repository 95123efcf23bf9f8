import type { KubeObject } from "../controllers/controller.ts";
import type { Draft } from "../defaults/fill.ts";
import { age } from "./age.ts";
import { ageColumn, column, fieldColumn, nameColumn, type Printer, WIDE } from "./column.ts";
import { byText, formatLabels, formatSelector, NONE, shortList } from "./format.ts";

export const servicePrinter: Printer = {
  columns: () => [
    nameColumn(),
    fieldColumn("Type", "V1ServiceSpec", "type"),
    fieldColumn("Cluster-IP", "V1ServiceSpec", "clusterIP"),
    fieldColumn("External-IP", "V1ServiceSpec", "externalIPs"),
    fieldColumn("Port(s)", "V1ServiceSpec", "ports"),
    ageColumn(),
    fieldColumn("Selector", "V1ServiceSpec", "selector", WIDE),
  ],
  cells: ({ metadata, spec, status }, now) => [
    metadata.name,
    spec.type,
    spec.clusterIPs?.[0] ?? NONE,
    externalIP(spec, status),
    ports(spec.ports) || NONE,
    age(metadata.creationTimestamp, now),
    formatLabels(spec.selector),
  ],
};

function externalIP({ type, externalIPs = [], externalName }: Draft, status: KubeObject["status"]): string {
  if (type === "ExternalName") return externalName;
  if (type !== "LoadBalancer") return externalIPs.join(",") || NONE;
  return [...loadBalancerAddresses(status), ...externalIPs].join(",") || "<pending>";
}

export const loadBalancerAddresses = (status: KubeObject["status"]): string[] =>
  [...new Set<string>((status?.loadBalancer?.ingress ?? []).map(({ ip, hostname }: Draft) => ip || hostname))].sort(
    byText,
  );

const ports = (list: readonly Draft[] = []): string =>
  list.map(({ port, nodePort, protocol }) => `${port}${nodePort ? `:${nodePort}` : ""}/${protocol}`).join(",");

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
