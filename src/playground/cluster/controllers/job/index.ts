import type { KubeObject } from "../controller.ts";
import { requestDeletion } from "../deletion.ts";
import { claimPods } from "../objects/claim.ts";
import type { Condition } from "../objects/conditions.ts";
import { isReady, podFromTemplate } from "../objects/pods.ts";
import { unlessZero, writeStatus } from "../objects/status.ts";
import { rfc3339 } from "../time.ts";
import type { Controller, ControllerContext } from "../workqueue.ts";
import { ending, hasEnded, type Tally, tally, untilRetry, wantedPods } from "./outcome.ts";

const component = "job-controller";

/** Runs pods until enough of them have succeeded, or too many failed. */
export function jobController({ store, clock, record }: ControllerContext): Controller {
  return {
    kind: "Job",
    reconcile(job) {
      if (hasEnded(job)) return expire(job);
      if (job.metadata.deletionTimestamp) return undefined;
      const pods = claimPods(store, job);
      const before = tally(job, pods);
      const end = ending(job, before, clock.now());
      const wanted = end ? 0 : wantedPods(job, before);
      for (const pod of before.active.slice(wanted)) remove(job, pod);
      const wait = untilRetry(pods, clock.now());
      if (wait <= 0) for (let missing = wanted - before.active.length; missing > 0; missing--) add(job);

      const now = tally(job, claimPods(store, job));
      writeStatus(store, job, jobStatus(job, now, end));
      if (end) tellEnd(job, end);
      if (end) return undefined;
      const deadline: number = (job.spec.activeDeadlineSeconds ?? Number.POSITIVE_INFINITY) * 1000;
      const next = wait > 0 ? Math.min(wait, deadline) : deadline;
      return Number.isFinite(next) ? next : undefined;
    },
  };

  function add(job: KubeObject): void {
    const { name } = store.create(podFromTemplate(job.spec.template, job)).metadata;
    record(job, { type: "Normal", reason: "SuccessfulCreate", message: `Created pod: ${name}`, component });
  }

  function remove(job: KubeObject, pod: KubeObject): void {
    requestDeletion(store, clock, pod);
    const message = `Deleted pod: ${pod.metadata.name}`;
    record(job, { type: "Normal", reason: "SuccessfulDelete", message, component });
  }

  function tellEnd(job: KubeObject, { type, reason = "", message = "" }: Omit<Condition, "status">): void {
    if (type === "Complete") record(job, { type: "Normal", reason: "Completed", message: "Job completed", component });
    else record(job, { type: "Warning", reason, message, component });
  }

  function jobStatus(
    job: KubeObject,
    pods: Tally,
    end: Omit<Condition, "status"> | undefined,
  ): Record<string, unknown> {
    const now = rfc3339(clock.now());
    return {
      startTime: job.spec.suspend ? undefined : (job.status?.startTime ?? now),
      active: unlessZero(pods.active.length),
      ready: pods.active.filter(isReady).length,
      succeeded: unlessZero(pods.succeeded),
      failed: unlessZero(pods.failed),
      terminating: 0,
      uncountedTerminatedPods: {},
      completionTime: end?.type === "Complete" ? now : undefined,
      conditions: end && endConditions(end, now),
    };
  }

  /** Deletes an ended Job when `spec.ttlSecondsAfterFinished` has passed. */
  function expire(job: KubeObject): number | undefined {
    const { ttlSecondsAfterFinished: seconds } = job.spec;
    if (seconds === undefined) return undefined;
    const ended = Math.max(...job.status.conditions.map((one: Condition) => Date.parse(one.lastTransitionTime ?? "")));
    const left = ended + seconds * 1000 - clock.now();
    if (left > 0) return left;
    requestDeletion(store, clock, job);
    return undefined;
  }
}

/** Kubernetes first says where a Job is heading, then, when its pods are gone, that it is there. */
function endConditions(end: Omit<Condition, "status">, now: string): Condition[] {
  const heading = end.type === "Complete" ? "SuccessCriteriaMet" : "FailureTarget";
  const common = { ...end, status: "True", lastProbeTime: now, lastTransitionTime: now } as const;
  return [{ ...common, type: heading }, common];
}
