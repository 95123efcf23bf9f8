import type { KubeObject } from "../controller.ts";
import type { ContainerState, ContainerStatus } from "../kubelet/container-status.ts";

/** One run of a container, from a start to its end; times in milliseconds since 1970. */
export interface Run {
  startedAt: number;
  /** Undefined while it runs. */
  endedAt: number | undefined;
}

/** The run that `kubectl logs` shows: the present one, or, of a container that waits to be started again, the last. */
export function currentRun(pod: KubeObject, container: string): Run | undefined {
  const status = statusOf(pod, container);
  return status && (runOf(status.state) ?? runOf(status.lastState));
}

/** The run that `kubectl logs --previous` shows. */
export function previousRun(pod: KubeObject, container: string): Run | undefined {
  const status = statusOf(pod, container);
  return status && runOf(status.lastState);
}

function statusOf(pod: KubeObject, container: string): ContainerStatus | undefined {
  const statuses: ContainerStatus[] = pod.status?.containerStatuses ?? [];
  return statuses.find(({ name }) => name === container);
}

function runOf(state: ContainerState | Record<string, never>): Run | undefined {
  if ("running" in state) return { startedAt: Date.parse(state.running.startedAt), endedAt: undefined };
  if (!("terminated" in state)) return undefined;
  const { startedAt, finishedAt } = state.terminated;
  return { startedAt: Date.parse(startedAt), endedAt: Date.parse(finishedAt) };
}
