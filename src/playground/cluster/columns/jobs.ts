import type { Draft } from "../defaults/fill.ts";
import { age, humanDuration } from "./age.ts";
import { ageColumn, column, fieldColumn, INTEGER, nameColumn, type Printer } from "./column.ts";
import { formatSelector, NONE } from "./format.ts";
import { containerCells, containerColumns, MORE, selectorColumn } from "./template.ts";

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
