import type { KubeObject } from "../controller.ts";
import { type Condition, withCondition } from "../objects/conditions.ts";
import { isReady } from "../objects/pods.ts";
import { unlessZero } from "../objects/status.ts";
import type { Ending, Tally } from "./outcome.ts";
import type { Suspension } from "./suspension.ts";

export interface News {
  ended?: Ending | undefined;
  suspension?: Suspension | undefined;
  /** How many pods were stopped because the Job has failed: they count as failed too. */
  stopped?: number;
}

/** @param now RFC 3339 */
export function jobStatus(job: KubeObject, pods: Tally, news: News, now: string): Record<string, unknown> {
  const conditions = conditionsOf(news).reduce<Condition[]>(
    (all, draft) => withCondition(all, { ...draft, lastProbeTime: now, lastTransitionTime: now }),
    job.status?.conditions ?? [],
  );
  const failed = pods.failed + (news.ended?.type === "Failed" ? (news.stopped ?? 0) : 0);
  return {
    startTime: job.spec.suspend ? undefined : (job.status?.startTime ?? now),
    active: unlessZero(pods.active.length),
    ready: pods.active.filter(isReady).length,
    succeeded: unlessZero(pods.succeeded),
    failed: unlessZero(failed),
    terminating: 0,
    uncountedTerminatedPods: {},
    completionTime: news.ended?.type === "Complete" ? now : undefined,
    conditions: conditions.length > 0 ? conditions : undefined,
  };
}

function conditionsOf({ ended, suspension }: News): Condition[] {
  const conditions: Condition[] = [];
  if (suspension) {
    const { reason, message } = suspension;
    const status = reason === "Suspended" ? "True" : "False";
    conditions.push({ type: "Suspended", status, reason: `Job${reason}`, message });
  }
  if (ended) {
    // Kubernetes first says where a Job is heading, then, when its pods are counted, that it is there.
    const heading = ended.type === "Complete" ? "SuccessCriteriaMet" : "FailureTarget";
    conditions.push({ ...ended, type: heading, status: "True" }, { ...ended, status: "True" });
  }
  return conditions;
}
