import type { KubeObject } from "../controller.ts";
import { findCondition } from "../objects/conditions.ts";
import { setCondition } from "./conditions.ts";
import { hasDeadline } from "./progress.ts";

/**
 * A draft of the Deployment whose Progressing condition knows of a pause. The time spent paused must not count
 * towards the deadline, so progress is unknown from here and starts anew when it is resumed.
 */
export function notePause(deployment: KubeObject, now: number): KubeObject {
  const draft = structuredClone(deployment);
  draft.status ??= {};
  draft.status.conditions ??= [];
  const reason = findCondition(draft.status.conditions, "Progressing")?.reason;
  // Once told to be stuck, it stays stuck: a pause is no progress.
  if (!hasDeadline(deployment) || reason === "ProgressDeadlineExceeded") return draft;

  const note = (reason: string, message: string) => {
    const condition = { type: "Progressing", status: "Unknown", reason, message } as const;
    draft.status.conditions = setCondition(draft.status.conditions, condition, now);
  };
  if (deployment.spec.paused) note("DeploymentPaused", "Deployment is paused");
  else if (reason === "DeploymentPaused") note("DeploymentResumed", "Deployment is resumed");
  return draft;
}
