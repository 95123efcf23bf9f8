import type { Draft } from "../defaults/fill.ts";
import { age } from "./age.ts";
import { ageColumn, column, fieldColumn, nameColumn, type Printer, WIDE } from "./column.ts";
import { byText, NONE } from "./format.ts";

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
      address("InternalIP"),
      address("ExternalIP"),
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
