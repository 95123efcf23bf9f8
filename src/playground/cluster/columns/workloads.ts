import type { Draft } from "../defaults/fill.ts";
import { age, humanDuration } from "./age.ts";
import { ageColumn, type Column, column, fieldColumn, INTEGER, nameColumn, type Printer, WIDE } from "./column.ts";
import { containerCells, formatLabels, formatSelector, NONE } from "./format.ts";

const containerColumns = (): Column[] => [
  column("Containers", "Names of each container in the template.", WIDE),
  column("Images", "Images referenced by each container in the template.", WIDE),
];

const MORE = "More info: https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#label-selectors";

/** The models document plain fields only: a field that is a type of its own is described here. */
const selectorColumn = (description: string): Column => column("Selector", description, WIDE);

export const deploymentPrinter: Printer = {
  columns: () => [
    nameColumn(),
    column("Ready", "Number of the pod with ready state"),
    fieldColumn("Up-to-date", "V1DeploymentStatus", "updatedReplicas"),
    fieldColumn("Available", "V1DeploymentStatus", "availableReplicas"),
    ageColumn(),
    ...containerColumns(),
    selectorColumn(
      "Label selector for pods. Existing ReplicaSets whose pods are selected by this will be the ones affected by this deployment. It must match the pod template's labels.",
    ),
  ],
  cells: ({ metadata, spec, status = {} }, now) => [
    metadata.name,
    `${status.readyReplicas ?? 0}/${spec.replicas}`,
    status.updatedReplicas ?? 0,
    status.availableReplicas ?? 0,
    age(metadata.creationTimestamp, now),
    ...containerCells(spec.template.spec),
    formatSelector(spec.selector),
  ],
};

export const replicaSetPrinter: Printer = {
  columns: () => [
    nameColumn(),
    fieldColumn("Desired", "V1ReplicaSetSpec", "replicas", INTEGER),
    fieldColumn("Current", "V1ReplicaSetStatus", "replicas", INTEGER),
    fieldColumn("Ready", "V1ReplicaSetStatus", "readyReplicas", INTEGER),
    ageColumn(),
    ...containerColumns(),
    selectorColumn(
      `Selector is a label query over pods that should match the replica count. Label keys and values that must match in order to be controlled by this replica set. It must match the pod template's labels. ${MORE}`,
    ),
  ],
  cells: ({ metadata, spec, status = {} }, now) => [
    metadata.name,
    spec.replicas,
    status.replicas ?? 0,
    status.readyReplicas ?? 0,
    age(metadata.creationTimestamp, now),
    ...containerCells(spec.template?.spec),
    formatSelector(spec.selector),
  ],
};

export const statefulSetPrinter: Printer = {
  columns: () => [
    nameColumn(),
    column("Ready", "Number of the pod with ready state"),
    ageColumn(),
    ...containerColumns(),
  ],
  cells: ({ metadata, spec, status = {} }, now) => [
    metadata.name,
    `${status.readyReplicas ?? 0}/${spec.replicas}`,
    age(metadata.creationTimestamp, now),
    ...containerCells(spec.template.spec),
  ],
};

export const daemonSetPrinter: Printer = {
  columns: () => [
    nameColumn(),
    fieldColumn("Desired", "V1DaemonSetStatus", "desiredNumberScheduled", INTEGER),
    fieldColumn("Current", "V1DaemonSetStatus", "currentNumberScheduled", INTEGER),
    fieldColumn("Ready", "V1DaemonSetStatus", "numberReady", INTEGER),
    fieldColumn("Up-to-date", "V1DaemonSetStatus", "updatedNumberScheduled", INTEGER),
    fieldColumn("Available", "V1DaemonSetStatus", "numberAvailable", INTEGER),
    fieldColumn("Node Selector", "V1PodSpec", "nodeSelector"),
    ageColumn(),
    ...containerColumns(),
    selectorColumn(
      `A label query over pods that are managed by the daemon set. Must match in order to be controlled. It must match the pod template's labels. ${MORE}`,
    ),
  ],
  cells: ({ metadata, spec, status = {} }, now) => [
    metadata.name,
    status.desiredNumberScheduled ?? 0,
    status.currentNumberScheduled ?? 0,
    status.numberReady ?? 0,
    status.updatedNumberScheduled ?? 0,
    status.numberAvailable ?? 0,
    formatLabels(spec.template.spec.nodeSelector),
    age(metadata.creationTimestamp, now),
    ...containerCells(spec.template.spec),
    formatSelector(spec.selector),
  ],
};

const JOB_SELECTOR = `A label query over pods that should match the pod count. Normally, the system sets this field for you. ${MORE}`;

export const jobPrinter: Printer = {
  columns: () => [
    nameColumn(),
    column("Status", "Status of the job."),
    fieldColumn("Completions", "V1JobStatus", "succeeded"),
    column("Duration", "Time required to complete the job."),
    ageColumn(),
    ...containerColumns(),
    selectorColumn(JOB_SELECTOR),
  ],
  cells: ({ metadata, spec, status = {} }, now) => [
    metadata.name,
    jobStatus(metadata, status),
    completions(spec, status),
    status.startTime
      ? humanDuration((status.completionTime ? Date.parse(status.completionTime) : now) - Date.parse(status.startTime))
      : "",
    age(metadata.creationTimestamp, now),
    ...containerCells(spec.template.spec),
    formatSelector(spec.selector),
  ],
};

function jobStatus({ deletionTimestamp }: Draft, { conditions = [] }: Draft): string {
  const has = (type: string) => conditions.some((one: Draft) => one.type === type && one.status === "True");
  if (has("Complete")) return "Complete";
  if (has("Failed")) return "Failed";
  if (deletionTimestamp) return "Terminating";
  return ["Suspended", "FailureTarget", "SuccessCriteriaMet"].find(has) ?? "Running";
}

function completions({ completions: wanted, parallelism = 0 }: Draft, { succeeded = 0 }: Draft): string {
  if (wanted !== undefined) return `${succeeded}/${wanted}`;
  return parallelism > 1 ? `${succeeded}/1 of ${parallelism}` : `${succeeded}/1`;
}

export const cronJobPrinter: Printer = {
  columns: () => [
    nameColumn(),
    fieldColumn("Schedule", "V1CronJobSpec", "schedule"),
    fieldColumn("Timezone", "V1CronJobSpec", "timeZone"),
    fieldColumn("Suspend", "V1CronJobSpec", "suspend", { type: "boolean" }),
    fieldColumn("Active", "V1CronJobStatus", "active", INTEGER),
    fieldColumn("Last Schedule", "V1CronJobStatus", "lastScheduleTime"),
    ageColumn(),
    ...containerColumns(),
    selectorColumn(JOB_SELECTOR),
  ],
  cells: ({ metadata, spec, status = {} }, now) => [
    metadata.name,
    spec.schedule,
    spec.timeZone ?? NONE,
    spec.suspend ? "True" : "False",
    status.active?.length ?? 0,
    status.lastScheduleTime ? age(status.lastScheduleTime, now) : NONE,
    age(metadata.creationTimestamp, now),
    ...containerCells(spec.jobTemplate.spec.template.spec),
    formatSelector(spec.jobTemplate.spec.selector),
  ],
};

export const controllerRevisionPrinter: Printer = {
  columns: () => [
    nameColumn(),
    column("Controller", "Controller of the object"),
    fieldColumn("Revision", "V1ControllerRevision", "revision"),
    ageColumn(),
  ],
  cells: ({ metadata, revision }, now) => {
    const owner = metadata.ownerReferences?.find(({ controller }) => controller);
    const group = owner?.apiVersion.split("/").at(-2);
    const kind = owner && (group ? `${owner.kind}.${group}` : owner.kind).toLowerCase();
    return [metadata.name, owner ? `${kind}/${owner.name}` : NONE, revision, age(metadata.creationTimestamp, now)];
  },
};
