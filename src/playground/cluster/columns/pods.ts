import type { KubeObject } from "../controllers/controller.ts";
import type { Draft } from "../defaults/fill.ts";
import { age } from "./age.ts";
import { ageColumn, column, fieldColumn, nameColumn, type Printer, type RowCondition, WIDE } from "./column.ts";
import { NONE } from "./format.ts";

const PHASES: Readonly<Record<string, readonly RowCondition[]>> = {
  Succeeded: [
    { type: "Completed", status: "True", reason: "Succeeded", message: "The pod has completed successfully." },
  ],
  Failed: [{ type: "Completed", status: "True", reason: "Failed", message: "The pod failed." }],
};

export const podPrinter: Printer = {
  columns: () => [
    nameColumn(),
    column("Ready", "The aggregate readiness state of this pod for accepting traffic."),
    column("Status", "The aggregate status of the containers in this pod."),
    column(
      "Restarts",
      "The number of times the containers in this pod have been restarted and when the last container in this pod has restarted.",
    ),
    ageColumn(),
    fieldColumn("IP", "V1PodStatus", "podIP", WIDE),
    fieldColumn("Node", "V1PodSpec", "nodeName", WIDE),
    fieldColumn("Nominated Node", "V1PodStatus", "nominatedNodeName", WIDE),
    fieldColumn("Readiness Gates", "V1PodSpec", "readinessGates", WIDE),
  ],
  cells(pod, now) {
    const { metadata, spec, status = {} } = pod;
    const { ready, total, reason, restarts, lastRestart } = summary(pod);
    return [
      metadata.name,
      `${ready}/${total}`,
      reason,
      restarts > 0 && lastRestart ? `${restarts} (${age(lastRestart, now)} ago)` : String(restarts),
      age(metadata.creationTimestamp, now),
      status.podIPs?.[0]?.ip || status.podIP || NONE,
      spec.nodeName || NONE,
      status.nominatedNodeName || NONE,
      readinessGates(spec, status),
    ];
  },
  conditions: ({ status }) => PHASES[status?.phase ?? ""],
};

interface Summary {
  ready: number;
  total: number;
  reason: string;
  restarts: number;
  lastRestart: string | undefined;
}

/** One word for a pod: the first init container that is not done, else the last container that has something to say. */
function summary({ metadata, spec, status = {} }: KubeObject): Summary {
  const sidecars = new Set<string>((spec.initContainers ?? []).filter(isSidecar).map(({ name }: Draft) => name));
  const result: Summary = {
    ready: 0,
    total: spec.containers.length + sidecars.size,
    reason: status.reason || status.phase || "",
    restarts: 0,
    lastRestart: undefined,
  };
  if (status.conditions?.some((one: Draft) => one.type === "PodScheduled" && one.reason === "SchedulingGated")) {
    result.reason = "SchedulingGated";
  }
  const initializing = summarizeInitContainers(result, spec, status, sidecars);
  if (!initializing || isTrue(status, "Initialized")) summarizeContainers(result, status, sidecars);
  if (metadata.deletionTimestamp) {
    if (status.reason === "NodeLost") result.reason = "Unknown";
    else if (!["Succeeded", "Failed"].includes(status.phase)) result.reason = "Terminating";
  }
  return result;
}

const isSidecar = ({ restartPolicy }: Draft): boolean => restartPolicy === "Always";

function summarizeInitContainers(result: Summary, spec: Draft, status: Draft, sidecars: ReadonlySet<string>): boolean {
  for (const [index, container] of (status.initContainerStatuses ?? []).entries()) {
    countRestarts(result, container);
    const { terminated, waiting } = container.state ?? {};
    if (terminated?.exitCode === 0) continue;
    if (sidecars.has(container.name) && container.started) {
      if (container.ready) result.ready += 1;
      continue;
    }
    if (terminated) result.reason = `Init:${ending(terminated)}`;
    else if (waiting?.reason && waiting.reason !== "PodInitializing") result.reason = `Init:${waiting.reason}`;
    else result.reason = `Init:${index}/${spec.initContainers.length}`;
    return true;
  }
  return false;
}

function summarizeContainers(result: Summary, status: Draft, sidecars: ReadonlySet<string>): void {
  // Restarts of init containers are history once the pod is up; those of sidecars still count.
  result.restarts = 0;
  result.lastRestart = undefined;
  for (const container of status.initContainerStatuses ?? [])
    if (sidecars.has(container.name)) countRestarts(result, container);
  let running = false;
  let errorReason = "";
  for (const container of (status.containerStatuses ?? []).toReversed()) {
    countRestarts(result, container);
    const { waiting, terminated } = container.state ?? {};
    if (waiting?.reason) result.reason = waiting.reason;
    else if (terminated) {
      result.reason = ending(terminated);
      if (terminated.exitCode !== 0) errorReason = result.reason;
    } else if (container.ready && container.state?.running) {
      running = true;
      result.ready += 1;
    }
  }
  if (result.reason !== "Completed") return;
  if (running && isTrue(status, "Ready")) result.reason = "Running";
  else if (errorReason) result.reason = errorReason;
  else if (running) result.reason = "NotReady";
}

function countRestarts(result: Summary, { restartCount = 0, lastState }: Draft): void {
  result.restarts += restartCount;
  const finished: string | undefined = lastState?.terminated?.finishedAt;
  if (finished && (!result.lastRestart || finished > result.lastRestart)) result.lastRestart = finished;
}

function ending({ reason, signal, exitCode }: Draft): string {
  return reason || (signal ? `Signal:${signal}` : `ExitCode:${exitCode}`);
}

const isTrue = ({ conditions = [] }: Draft, type: string): boolean =>
  conditions.some((one: Draft) => one.type === type && one.status === "True");

function readinessGates({ readinessGates: gates = [] }: Draft, status: Draft): string {
  if (gates.length === 0) return NONE;
  return `${gates.filter(({ conditionType }: Draft) => isTrue(status, conditionType)).length}/${gates.length}`;
}
