import { Cron } from "croner";
import type { Controller, ControllerContext, KubeObject } from "./controller.ts";
import { requestDeletion } from "./deletion.ts";
import { findCondition } from "./objects/conditions.ts";
import { controlledBy, controllerReference } from "./objects/owners.ts";
import { writeStatus } from "./objects/status.ts";
import { rfc3339 } from "./time.ts";

const component = "cronjob-controller";

/** Makes a Job of the template whenever the schedule says so, and keeps the newest of those that have ended. */
export function cronJobController({ store, clock, record }: ControllerContext): Controller {
  return {
    kind: "CronJob",
    reconcile(cronJob) {
      const { spec, metadata, status = {} } = cronJob;
      const jobs = controlledBy(store, "Job", cronJob);
      const known = new Set((status.active ?? []).map(({ uid }: { uid: string }) => uid));
      const [ended, running] = [jobs.filter(hasEnded), jobs.filter((job) => !hasEnded(job))];
      for (const job of ended) if (known.has(job.metadata.uid)) tell(cronJob, sawCompleted(job));
      for (const job of running) if (!known.has(job.metadata.uid)) tell(cronJob, unexpected(job));
      const active = running.filter(({ metadata: { uid } }) => known.has(uid));
      for (const job of surplus(ended, spec)) requestDeletion(store, clock, job);

      const { due, next } = timesOf(cronJob, Date.parse(status.lastScheduleTime ?? metadata.creationTimestamp));
      const started = due !== undefined && spec.suspend !== true ? start(cronJob, active, due) : undefined;
      const listed = started ? [...kept(cronJob, active), started] : active;
      const succeeded = ended.filter((job) => endOf(job) === "Complete");
      writeStatus(store, cronJob, {
        ...(listed.length > 0 && { active: listed.map(referenceTo) }),
        lastScheduleTime: started && due !== undefined ? rfc3339(due) : status.lastScheduleTime,
        lastSuccessfulTime: succeeded.at(-1)?.status.completionTime ?? status.lastSuccessfulTime,
      });
      return spec.suspend === true ? undefined : next;
    },
  };

  function tell(cronJob: KubeObject, event: { type: "Normal" | "Warning"; reason: string; message: string }): void {
    record(cronJob, { ...event, component });
  }

  /** The newest time that has passed since the last one, if any, and how many milliseconds there are until the next. */
  function timesOf({ spec }: KubeObject, last: number): { due: number | undefined; next: number | undefined } {
    const cron = new Cron(spec.schedule, { timezone: spec.timeZone ?? "UTC", paused: true });
    let due: number | undefined;
    let next = cron.nextRun(new Date(last))?.getTime();
    while (next !== undefined && next <= clock.now()) {
      due = next;
      next = cron.nextRun(new Date(next))?.getTime();
    }
    const tooLate = due !== undefined && clock.now() - due > (spec.startingDeadlineSeconds ?? Infinity) * 1000;
    return { due: tooLate ? undefined : due, next: next === undefined ? undefined : next - clock.now() };
  }

  function start(cronJob: KubeObject, active: readonly KubeObject[], due: number): KubeObject | undefined {
    const { spec, metadata } = cronJob;
    if (spec.concurrencyPolicy === "Forbid" && active.length > 0) {
      const message = "Not starting job because prior execution is running and concurrency policy is Forbid";
      tell(cronJob, { type: "Normal", reason: "JobAlreadyActive", message });
      return undefined;
    }
    if (spec.concurrencyPolicy === "Replace") for (const job of active) requestDeletion(store, clock, job);
    const { metadata: template = {}, spec: jobSpec } = spec.jobTemplate;
    const job = store.create({
      apiVersion: "batch/v1",
      kind: "Job",
      metadata: {
        ...template,
        name: `${metadata.name}-${Math.floor(due / 60_000)}`,
        namespace: metadata.namespace ?? "",
        annotations: { ...template.annotations, "batch.kubernetes.io/cronjob-scheduled-timestamp": rfc3339(due) },
        ownerReferences: [controllerReference(cronJob)],
      },
      spec: jobSpec,
      status: {},
    });
    const message = `Created job ${job.metadata.name}`;
    tell(cronJob, { type: "Normal", reason: "SuccessfulCreate", message });
    return job;
  }
}

const sawCompleted = (job: KubeObject) => {
  const message = `Saw completed job: ${job.metadata.name}, condition: ${endOf(job)}`;
  return { type: "Normal", reason: "SawCompletedJob", message } as const;
};

/** One that somebody made of it by hand. */
const unexpected = ({ metadata }: KubeObject) => {
  const message = `Saw a job that the controller did not create or forgot: ${metadata.name}`;
  return { type: "Warning", reason: "UnexpectedJob", message } as const;
};

const kept = ({ spec }: KubeObject, active: readonly KubeObject[]) =>
  spec.concurrencyPolicy === "Replace" ? [] : active;

/** The condition that a Job has ended with; undefined while it goes on. */
const endOf = ({ status }: KubeObject): string | undefined =>
  ["Complete", "Failed"].find((type) => findCondition(status?.conditions, type)?.status === "True");
const hasEnded = (job: KubeObject): boolean => endOf(job) !== undefined;

/** Oldest first, as many as the limits leave over: three that succeeded and one that failed, unless said otherwise. */
function surplus(ended: readonly KubeObject[], spec: KubeObject["spec"]): readonly KubeObject[] {
  const failed = ended.filter((job) => endOf(job) === "Failed");
  const good = ended.filter((job) => !failed.includes(job));
  return [
    ...good.slice(0, Math.max(0, good.length - (spec.successfulJobsHistoryLimit ?? 3))),
    ...failed.slice(0, Math.max(0, failed.length - (spec.failedJobsHistoryLimit ?? 1))),
  ];
}

function referenceTo({ apiVersion, kind, metadata }: KubeObject): object {
  const { name, namespace, uid, resourceVersion } = metadata;
  return { kind, namespace, name, uid, apiVersion, resourceVersion };
}
