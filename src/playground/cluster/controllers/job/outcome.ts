import type { KubeObject } from "../controller.ts";
import { backOff } from "../objects/back-off.ts";
import { type Condition, findCondition } from "../objects/conditions.ts";
import { isActive } from "../objects/pods.ts";

/** What has become of a Job's pods. */
export interface Tally {
  active: KubeObject[];
  succeeded: number;
  /** Pods that failed, and, where pods restart their containers themselves, those restarts. */
  failures: number;
  failed: number;
}

export function tally(job: KubeObject, pods: readonly KubeObject[]): Tally {
  const inPhase = (phase: string) => pods.filter((pod) => pod.status?.phase === phase).length;
  const active = pods.filter(isActive);
  const restartsInPlace = job.spec.template.spec.restartPolicy === "OnFailure";
  const restarts = restartsInPlace ? active.reduce((sum, pod) => sum + restartsOf(pod), 0) : 0;
  const failed = inPhase("Failed");
  return { active, succeeded: inPhase("Succeeded"), failed, failures: failed + restarts };
}

function restartsOf(pod: KubeObject): number {
  const statuses: { restartCount: number }[] = pod.status?.containerStatuses ?? [];
  return statuses.reduce((sum, { restartCount }) => sum + restartCount, 0);
}

/** How many pods should run now: as many as `parallelism` allows, but none more than completions still need. */
export function wantedPods({ spec }: KubeObject, { succeeded }: Tally): number {
  if (spec.suspend) return 0;
  // Without completions the pods share a work queue: once one has succeeded, there is no more work.
  if (spec.completions === undefined) return succeeded > 0 ? 0 : spec.parallelism;
  return Math.min(spec.parallelism, spec.completions - succeeded);
}

/** Milliseconds until a pod may take a failed one's place; zero or less: now. */
export function untilRetry(pods: readonly KubeObject[], now: number): number {
  const ends = pods.filter((pod) => pod.status?.phase === "Failed").map(finishedAt);
  return ends.length === 0 ? 0 : Math.max(...ends) + backOff(ends.length) - now;
}

function finishedAt(pod: KubeObject): number {
  const statuses: { state: { terminated?: { finishedAt: string } } }[] = pod.status?.containerStatuses ?? [];
  return Math.max(
    0,
    ...statuses.map(({ state }) => Date.parse(state.terminated?.finishedAt ?? "")).filter(Number.isFinite),
  );
}

export interface Ending {
  type: "Complete" | "Failed";
  reason: string;
  message: string;
}

/** How the Job ended, if it has now. */
export function ending(
  { spec, status }: KubeObject,
  { active, succeeded, failures }: Tally,
  now: number,
): Ending | undefined {
  if (failures > spec.backoffLimit) {
    const message = "Job has reached the specified backoff limit";
    return { type: "Failed", reason: "BackoffLimitExceeded", message };
  }
  const deadline = spec.activeDeadlineSeconds && Date.parse(status?.startTime) + spec.activeDeadlineSeconds * 1000;
  if (deadline && deadline <= now) {
    return { type: "Failed", reason: "DeadlineExceeded", message: "Job was active longer than specified deadline" };
  }
  const complete =
    spec.completions === undefined ? succeeded > 0 && active.length === 0 : succeeded >= spec.completions;
  if (!complete) return undefined;
  return { type: "Complete", reason: "CompletionsReached", message: "Reached expected number of succeeded pods" };
}

export function hasEnded(job: KubeObject): boolean {
  const conditions: Condition[] | undefined = job.status?.conditions;
  return ["Complete", "Failed"].some((type) => findCondition(conditions, type)?.status === "True");
}
