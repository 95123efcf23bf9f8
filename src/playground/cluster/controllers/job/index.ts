import type { Controller, ControllerContext, KubeObject } from "../controller.ts";
import { requestDeletion } from "../deletion.ts";
import type { EventDraft } from "../events.ts";
import { claimPods } from "../objects/claim.ts";
import type { Condition } from "../objects/conditions.ts";
import { podFromTemplate } from "../objects/pods.ts";
import { writeStatus } from "../objects/status.ts";
import { rfc3339 } from "../time.ts";
import { type Ending, ending, hasEnded, tally, untilRetry, wantedPods } from "./outcome.ts";
import { jobStatus } from "./status.ts";
import { suspensionOf } from "./suspension.ts";

/** Runs pods until enough of them have succeeded, or too many failed. */
export function jobController({ store, clock, record }: ControllerContext): Controller {
  return {
    kind: "Job",
    reconcile(job) {
      if (hasEnded(job)) return expire(job);
      if (job.metadata.deletionTimestamp) return undefined;
      const pods = claimPods(store, job);
      const before = tally(job, pods);
      const ended = ending(job, before, clock.now());
      const suspension = suspensionOf(job);
      const wanted = ended ? 0 : wantedPods(job, before);
      const surplus = before.active.slice(wanted);
      for (const pod of surplus) remove(job, pod);
      const wait = untilRetry(pods, clock.now());
      if (wait <= 0) for (let missing = wanted - before.active.length; missing > 0; missing--) add(job);

      const after = tally(job, claimPods(store, job));
      const news = { ended, suspension, stopped: surplus.length };
      writeStatus(store, job, jobStatus(job, after, news, rfc3339(clock.now())));
      if (suspension) tell(job, "Normal", suspension.reason, suspension.message);
      if (ended) return tellEnd(job, ended);
      return nextLook(wait, job.spec.activeDeadlineSeconds);
    },
  };

  function add(job: KubeObject): void {
    const { name } = store.create(podFromTemplate(job.spec.template, job)).metadata;
    tell(job, "Normal", "SuccessfulCreate", `Created pod: ${name}`);
  }

  function remove(job: KubeObject, pod: KubeObject): void {
    requestDeletion(store, clock, pod);
    tell(job, "Normal", "SuccessfulDelete", `Deleted pod: ${pod.metadata.name}`);
  }

  function tellEnd(job: KubeObject, { type, reason, message }: Ending): undefined {
    if (type === "Complete") tell(job, "Normal", "Completed", "Job completed");
    else tell(job, "Warning", reason, message);
  }

  function tell(job: KubeObject, type: EventDraft["type"], reason: string, message: string): void {
    record(job, { type, reason, message, component: "job-controller" });
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

/** @param retry milliseconds until a failed pod is replaced @param deadline of the whole Job, in seconds */
function nextLook(retry: number, deadline: number | undefined): number | undefined {
  const waits = [...(retry > 0 ? [retry] : []), ...(deadline === undefined ? [] : [deadline * 1000])];
  return waits.length > 0 ? Math.min(...waits) : undefined;
}
