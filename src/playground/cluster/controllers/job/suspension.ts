import type { KubeObject } from "../controller.ts";
import { findCondition } from "../objects/conditions.ts";

/** What is to be told when a Job was suspended or resumed. */
export interface Suspension {
  reason: "Suspended" | "Resumed";
  message: string;
}

/** @returns undefined when nothing changed; a Job that was never suspended has no such condition */
export function suspensionOf({ spec, status }: KubeObject): Suspension | undefined {
  const suspended = findCondition(status?.conditions, "Suspended")?.status === "True";
  if (Boolean(spec.suspend) === suspended) return undefined;
  return spec.suspend
    ? { reason: "Suspended", message: "Job suspended" }
    : { reason: "Resumed", message: "Job resumed" };
}
