import type { KubeObject } from "../controllers/controller.ts";
import type { Draft } from "../defaults/fill.ts";
import { age } from "./age.ts";
import { ageColumn, column, fieldColumn, INTEGER, nameColumn, type Printer, WIDE } from "./column.ts";
import { byText, formatLabels, NONE } from "./format.ts";

export const namespacePrinter: Printer = {
  columns: () => [nameColumn(), column("Status", "The status of the namespace"), ageColumn()],
  cells: ({ metadata, status }, now) => [metadata.name, status?.phase ?? "", age(metadata.creationTimestamp, now)],
};

export const configMapPrinter: Printer = {
  columns: () => [nameColumn(), fieldColumn("Data", "V1ConfigMap", "data"), ageColumn()],
  cells: ({ metadata, data, binaryData }, now) => [
    metadata.name,
    count(data) + count(binaryData),
    age(metadata.creationTimestamp, now),
  ],
};

export const secretPrinter: Printer = {
  columns: () => [
    nameColumn(),
    fieldColumn("Type", "V1Secret", "type"),
    fieldColumn("Data", "V1Secret", "data"),
    ageColumn(),
  ],
  cells: ({ metadata, type, data }, now) => [
    metadata.name,
    type ?? "",
    count(data),
    age(metadata.creationTimestamp, now),
  ],
};

const count = (data: object | undefined): number => Object.keys(data ?? {}).length;

export const serviceAccountPrinter: Printer = {
  columns: () => [nameColumn(), ageColumn()],
  cells: ({ metadata }, now) => [metadata.name, age(metadata.creationTimestamp, now)],
};

const ADDRESSES = { Internal: "InternalIP", External: "ExternalIP" };

export const nodePrinter: Printer = {
  columns: () => [
    nameColumn(),
    column("Status", "The status of the node"),
    column("Roles", "The roles of the node"),
    ageColumn(),
    fieldColumn("Version", "V1NodeSystemInfo", "kubeletVersion"),
    fieldColumn("Internal-IP", "V1NodeStatus", "addresses", WIDE),
    fieldColumn("External-IP", "V1NodeStatus", "addresses", WIDE),
    fieldColumn("OS-Image", "V1NodeSystemInfo", "osImage", WIDE),
    fieldColumn("Kernel-Version", "V1NodeSystemInfo", "kernelVersion", WIDE),
    fieldColumn("Container-Runtime", "V1NodeSystemInfo", "containerRuntimeVersion", WIDE),
  ],
  cells({ metadata, spec = {}, status = {} }, now) {
    const {
      kubeletVersion = "",
      osImage,
      kernelVersion,
      containerRuntimeVersion,
      architecture,
    } = status.nodeInfo ?? {};
    const address = (type: string) => status.addresses?.find((one: Draft) => one.type === type)?.address ?? NONE;
    return [
      metadata.name,
      nodeStatus(spec, status),
      nodeRoles(metadata.labels),
      age(metadata.creationTimestamp, now),
      kubeletVersion,
      address(ADDRESSES.Internal),
      address(ADDRESSES.External),
      osImage || "<unknown>",
      (kernelVersion || "<unknown>") + (architecture ? ` (${architecture})` : ""),
      containerRuntimeVersion || "<unknown>",
    ];
  },
};

function nodeStatus({ unschedulable }: Draft, { conditions = [] }: Draft): string {
  const ready = conditions.find((one: Draft) => one.type === "Ready");
  const status = ready ? (ready.status === "True" ? "Ready" : "NotReady") : "Unknown";
  return unschedulable ? `${status},SchedulingDisabled` : status;
}

function nodeRoles(labels: Readonly<Record<string, string>> = {}): string {
  const prefix = "node-role.kubernetes.io/";
  const roles = Object.entries(labels).flatMap(([key, value]) => {
    if (key.startsWith(prefix)) return key.slice(prefix.length) || [];
    return key === "kubernetes.io/role" && value ? value : [];
  });
  return [...new Set(roles)].sort(byText).join(",") || NONE;
}

export const eventPrinter: Printer = {
  columns: () => [
    fieldColumn("Last Seen", "CoreV1Event", "lastTimestamp"),
    fieldColumn("Type", "CoreV1Event", "type"),
    fieldColumn("Reason", "CoreV1Event", "reason"),
    // The field is a reference, whose documentation the models leave out.
    column("Object", "The object that this event is about."),
    fieldColumn("Subobject", "V1ObjectReference", "fieldPath", WIDE),
    column("Source", "The component reporting this event. Should be a short machine understandable string.", WIDE),
    fieldColumn("Message", "CoreV1Event", "message"),
    fieldColumn("First Seen", "CoreV1Event", "firstTimestamp", WIDE),
    fieldColumn("Count", "CoreV1Event", "count", WIDE),
    { ...nameColumn(), ...WIDE },
  ],
  cells({ metadata, type = "", reason = "", message = "", ...event }, now) {
    const first = age(event.firstTimestamp ?? event.eventTime, now);
    const last = event.lastTimestamp ? age(event.lastTimestamp, now) : first;
    return [
      event.series ? age(event.series.lastObservedTime, now) : last,
      type,
      reason,
      objectOf(event.involvedObject),
      event.involvedObject.fieldPath ?? "",
      sourceOf(event),
      message.trim(),
      first,
      event.series?.count ?? event.count ?? 1,
      metadata.name,
    ];
  },
};

const objectOf = ({ kind = "", name }: Draft): string => (name ? `${kind.toLowerCase()}/${name}` : kind.toLowerCase());

function sourceOf({ source = {}, reportingComponent = "", reportingInstance }: Draft): string {
  const component = source.component || reportingComponent;
  const instance = source.host || reportingInstance;
  return instance ? `${component}, ${instance}` : component;
}

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

const MODES: readonly (readonly [string, string])[] = [
  ["ReadWriteOnce", "RWO"],
  ["ReadOnlyMany", "ROX"],
  ["ReadWriteMany", "RWX"],
  ["ReadWriteOncePod", "RWOP"],
];

export const claimPrinter: Printer = {
  columns: () => [
    nameColumn(),
    fieldColumn("Status", "V1PersistentVolumeClaimStatus", "phase"),
    fieldColumn("Volume", "V1PersistentVolumeClaimSpec", "volumeName"),
    fieldColumn("Capacity", "V1PersistentVolumeClaimStatus", "capacity"),
    fieldColumn("Access Modes", "V1PersistentVolumeClaimStatus", "accessModes"),
    column("StorageClass", "StorageClass of the pvc"),
    column("VolumeAttributesClass", "VolumeAttributesClass of the pvc"),
    ageColumn(),
    fieldColumn("VolumeMode", "V1PersistentVolumeClaimSpec", "volumeMode", WIDE),
  ],
  cells: ({ metadata, spec, status = {} }, now) => [
    metadata.name,
    metadata.deletionTimestamp ? "Terminating" : (status.phase ?? ""),
    spec.volumeName ?? "",
    spec.volumeName ? (status.capacity?.storage ?? "0") : "",
    spec.volumeName ? accessModes(status.accessModes) : "",
    spec.storageClassName ?? "",
    spec.volumeAttributesClassName ?? "<unset>",
    age(metadata.creationTimestamp, now),
    spec.volumeMode ?? "<unset>",
  ],
};

const accessModes = (modes: readonly string[] = []): string =>
  MODES.filter(([mode]) => modes.includes(mode))
    .map(([, short]) => short)
    .join(",");

export const resourceQuotaPrinter: Printer = {
  columns: () => [
    nameColumn(),
    column("Request", "Request represents a minimum amount of cpu/memory that a container may consume."),
    column(
      "Limit",
      "Limits control the maximum amount of cpu/memory that a container may use independent of contention on the node.",
    ),
    ageColumn(),
  ],
  cells({ metadata, status = {} }, now) {
    const names = Object.keys(status.hard ?? {}).sort(byText);
    const text = (list: string[]) =>
      list.map((name) => `${name}: ${status.used?.[name] ?? "0"}/${status.hard[name]}`).join(", ");
    const isLimit = (name: string) => name.startsWith("limits.");
    return [
      metadata.name,
      text(names.filter((name) => !isLimit(name))),
      text(names.filter(isLimit)),
      age(metadata.creationTimestamp, now),
    ];
  },
};

export const podDisruptionBudgetPrinter: Printer = {
  columns: () => [
    nameColumn(),
    column("Min Available", "The minimum number of pods that must be available."),
    column("Max Unavailable", "The maximum number of pods that may be unavailable."),
    column("Allowed Disruptions", "Calculated number of pods that may be disrupted at this time.", INTEGER),
    ageColumn(),
  ],
  cells: ({ metadata, spec, status = {} }, now) => [
    metadata.name,
    String(spec.minAvailable ?? "N/A"),
    String(spec.maxUnavailable ?? "N/A"),
    status.disruptionsAllowed ?? 0,
    age(metadata.creationTimestamp, now),
  ],
};
