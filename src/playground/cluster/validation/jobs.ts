import { Cron } from "croner";
import type { KubeObject } from "../controllers/controller.ts";
import type { Draft } from "../defaults/fill.ts";
import type { Cause } from "../status.ts";
import { same } from "../storage/copy.ts";
import { podSpecProblems } from "./pod-template.ts";
import { invalidValue, notNegative, required, unsupported } from "./problem.ts";

function jobSpecProblems(field: string, spec: Draft): Cause[] {
  return [
    ...notNegative(`${field}.parallelism`, spec.parallelism),
    ...notNegative(`${field}.completions`, spec.completions),
    ...notNegative(`${field}.backoffLimit`, spec.backoffLimit),
    ...podSpecProblems(`${field}.template.spec`, spec.template?.spec),
    ...(spec.template?.spec.restartPolicy === "Always"
      ? [required(`${field}.template.spec.restartPolicy`, 'valid values: "OnFailure", "Never"')]
      : []),
  ];
}

export function jobProblems({ spec }: KubeObject, previous: KubeObject | undefined): Cause[] {
  return [
    ...jobSpecProblems("spec", spec),
    ...(previous && !same(spec.template, previous.spec.template)
      ? [invalidValue("spec.template", spec.template, "field is immutable")]
      : []),
  ];
}

const CONCURRENCY = ["Allow", "Forbid", "Replace"];

export function cronJobProblems({ spec }: KubeObject): Cause[] {
  const { schedule, timeZone, concurrencyPolicy = "Allow", jobTemplate } = spec;
  return [
    ...scheduleProblems(schedule),
    ...(timeZone === undefined || isTimeZone(timeZone)
      ? []
      : [invalidValue("spec.timeZone", timeZone, `unknown time zone ${timeZone}`)]),
    ...(CONCURRENCY.includes(concurrencyPolicy)
      ? []
      : [unsupported("spec.concurrencyPolicy", concurrencyPolicy, CONCURRENCY)]),
    ...jobSpecProblems("spec.jobTemplate.spec", jobTemplate?.spec ?? {}),
  ];
}

/** In the words of github.com/robfig/cron/v3, as far as the number of fields goes; then in those of the library that reads it here. */
function scheduleProblems(schedule: string | undefined): Cause[] {
  const wrong = (detail: string) => [invalidValue("spec.schedule", schedule, detail)];
  if (!schedule) return [required("spec.schedule")];
  if (/TZ/.test(schedule)) return wrong("cannot use TZ or CRON_TZ in schedule, use timeZone field instead");
  const fields = schedule.trim().split(/\s+/);
  if (!schedule.startsWith("@") && fields.length !== 5)
    return wrong(`expected exactly 5 fields, found ${fields.length}: [${fields.join(" ")}]`);
  try {
    new Cron(schedule, { paused: true }).stop();
    return [];
  } catch (error) {
    return wrong((error as Error).message);
  }
}

function isTimeZone(name: string): boolean {
  try {
    return Intl.DateTimeFormat("en", { timeZone: name }) !== undefined;
  } catch {
    return false;
  }
}
