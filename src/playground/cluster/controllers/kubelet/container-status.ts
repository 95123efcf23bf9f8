import type { KubeObject } from "../controller.ts";

/** How a container's last run ended. */
export interface Terminated {
  exitCode: number;
  reason: string;
  startedAt: string;
  finishedAt: string;
}

export type ContainerState =
  | { waiting: { reason: string; message?: string } }
  | { running: { startedAt: string } }
  | { terminated: Terminated };

export interface ContainerStatus {
  name: string;
  image: string;
  imageID: string;
  ready: boolean;
  started: boolean;
  restartCount: number;
  state: ContainerState;
  lastState: ContainerState | Record<string, never>;
}

export interface Container {
  name: string;
  image: string;
  imagePullPolicy?: string;
  readinessProbe?: { initialDelaySeconds?: number; periodSeconds?: number };
}

/** A container that has not run yet. @param reason ContainerCreating, ErrImagePull … */
export function waiting({ name, image }: Container, reason: string, message?: string): ContainerStatus {
  const state = { waiting: { reason, ...(message && { message }) } };
  return { name, image, imageID: "", ready: false, started: false, restartCount: 0, state, lastState: {} };
}

/** @param startedAt RFC 3339 */
export function running({ name, image }: Container, startedAt: string, ready: boolean): ContainerStatus {
  const state = { running: { startedAt } };
  return { name, image, imageID: "", ready, started: true, restartCount: 0, state, lastState: {} };
}

/** Pending until the first container has run, Running as long as any may still run, then how they ended. */
export function phaseOf(pod: KubeObject, statuses: readonly ContainerStatus[]): string {
  const ended = statuses.flatMap(({ state }) => ("terminated" in state ? [state.terminated] : []));
  const restarts = pod.spec.restartPolicy;
  if (ended.length === statuses.length && restarts !== "Always") {
    if (ended.every(({ exitCode }) => exitCode === 0)) return "Succeeded";
    if (restarts === "Never") return "Failed";
  }
  const neverRan = statuses.every(({ state, lastState }) => "waiting" in state && !("terminated" in lastState));
  return neverRan ? "Pending" : "Running";
}
