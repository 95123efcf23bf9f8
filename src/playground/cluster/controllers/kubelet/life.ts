import { controllerOf } from "../objects/owners.ts";
import { type Container, type ContainerStatus, running, waiting } from "./container-status.ts";
import { pullImage } from "./images.ts";
import type { Life, PodHandle } from "./pod-worker.ts";

/** How long setting up a pod's network and volumes takes. */
const setupMs = 300;
const defaultReadyMs = 1000;
const jobMs = 5000;

/** A pod of which nothing is wrong: it is set up, its containers start, and it turns ready when its probe says so. */
export function* healthyLife(handle: PodHandle): Life {
  // A pod that was here before the kubelet came up just goes on.
  if (handle.pod.status?.phase === "Running") return;
  yield* startContainers(handle);
  const startedAt = handle.now();
  const report = (ready: boolean) => handle.report(handle.containers.map((each) => running(each, startedAt, ready)));
  report(false);
  yield readyAfter(handle.containers);
  report(true);
  if (controllerOf(handle.pod)?.kind !== "Job") return;
  yield jobMs;
  handle.report(handle.containers.map((each) => completed(each, startedAt, handle.now())));
}

/** Up to the moment when all containers run; the caller reports how they do from then on. */
export function* startContainers(handle: PodHandle): Life {
  handle.report(handle.containers.map((each) => waiting(each, "ContainerCreating")));
  yield setupMs;
  for (const container of handle.containers) {
    yield* pullImage(handle, container);
    tellStart(handle, container);
  }
}

export function tellStart(handle: PodHandle, container: Container): void {
  handle.tell(container, "Normal", "Created", "Container created");
  handle.tell(container, "Normal", "Started", "Container started");
}

/** Milliseconds until the slowest readiness probe succeeds. */
export function readyAfter(containers: readonly Container[]): number {
  return Math.max(
    ...containers.map(({ readinessProbe }) => (readinessProbe?.initialDelaySeconds ?? 0) * 1000 || defaultReadyMs),
  );
}

function completed(container: Container, startedAt: string, finishedAt: string): ContainerStatus {
  const terminated = { exitCode: 0, reason: "Completed", startedAt, finishedAt };
  return { ...waiting(container, ""), state: { terminated } };
}
