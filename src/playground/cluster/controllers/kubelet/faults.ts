import { backOff, goDuration } from "../objects/back-off.ts";
import { type Container, type ContainerStatus, running, type Terminated, waiting } from "./container-status.ts";
import { readyAfter, startContainers, tellStart } from "./life.ts";
import type { Life, PodHandle } from "./pod-worker.ts";

/** A pod with this label misbehaves, in the way that the label says, as long as it lives. */
export const faultLabel = "kubemate.dev/fault";

/** How often the kubelet looks at a container that waits, and says again why. */
const syncMs = 12_000;

/** The faults that can be played, by the label's value. The first container has the fault, the others are well. */
export const faultyLives: Readonly<Record<string, (handle: PodHandle) => Life>> = {
  "image-pull": imageCannotBePulled,
  "crash-loop": (handle) => crashes(handle, { runsMs: 2000, exitCode: 1, reason: "Error" }),
  "out-of-memory": (handle) => crashes(handle, { runsMs: 8000, exitCode: 137, reason: "OOMKilled" }),
  "never-ready": neverReady,
};

function* imageCannotBePulled(handle: PodHandle): Life {
  const all = (reason: string, message: (container: Container) => string) =>
    handle.report(handle.containers.map((each) => waiting(each, reason, message(each))));
  handle.report(handle.containers.map((each) => waiting(each, "ContainerCreating")));
  for (let failures = 1; ; failures++) {
    for (const container of handle.containers) {
      handle.tell(container, "Normal", "Pulling", `Pulling image "${container.image}"`);
    }
    yield 500;
    for (const container of handle.containers) {
      const message = `Failed to pull image "${container.image}": ${pullError(container)}`;
      handle.tell(container, "Warning", "Failed", message);
      handle.tell(container, "Warning", "Failed", "Error: ErrImagePull");
    }
    all("ErrImagePull", pullError);
    yield 1000;
    all("ImagePullBackOff", (each) => `Back-off pulling image "${each.image}": ErrImagePull: ${pullError(each)}`);
    yield* saying(backOff(failures), () => {
      for (const container of handle.containers) {
        handle.tell(container, "Normal", "BackOff", `Back-off pulling image "${container.image}"`);
        handle.tell(container, "Warning", "Failed", "Error: ImagePullBackOff");
      }
    });
  }
}

function pullError({ image }: Container): string {
  return `failed to pull and unpack image "${image}": failed to resolve reference "${image}": ${image}: not found`;
}

interface Crash {
  runsMs: number;
  exitCode: number;
  reason: string;
}

function* crashes(handle: PodHandle, { runsMs, exitCode, reason }: Crash): Life {
  const [crashing, ...others] = handle.containers;
  if (!crashing) return;
  yield* startContainers(handle);
  const othersStartedAt = handle.now();
  let last: Terminated | undefined;
  const report = (status: ContainerStatus, restartCount: number) =>
    handle.report([
      { ...status, restartCount, lastState: last ? { terminated: last } : {} },
      ...others.map((each) => running(each, othersStartedAt, true)),
    ]);

  for (let restarts = 0; ; restarts++) {
    const startedAt = handle.now();
    report(running(crashing, startedAt, false), restarts);
    yield runsMs;
    const terminated = { exitCode, reason, startedAt, finishedAt: handle.now() };
    report({ ...waiting(crashing, ""), state: { terminated } }, restarts);
    if (handle.pod.spec.restartPolicy === "Never") return;
    yield 1000;
    last = terminated;
    // The first restart is free; from the second on, the kubelet waits.
    if (restarts > 0) {
      const wait = backOff(restarts);
      const { name, namespace, uid } = handle.pod.metadata;
      const podName = `${name}_${namespace}(${uid})`;
      const message = `back-off ${goDuration(wait)} restarting failed container=${crashing.name} pod=${podName}`;
      report(waiting(crashing, "CrashLoopBackOff", message), restarts);
      yield* saying(wait, () => {
        const told = `Back-off restarting failed container ${crashing.name} in pod ${podName}`;
        handle.tell(crashing, "Warning", "BackOff", told);
      });
    }
    const present = `Container image "${crashing.image}" already present on machine and can be accessed by the pod`;
    handle.tell(crashing, "Normal", "Pulled", present);
    tellStart(handle, crashing);
  }
}

function* neverReady(handle: PodHandle): Life {
  yield* startContainers(handle);
  const startedAt = handle.now();
  const [failing] = handle.containers;
  if (!failing) return;
  handle.report(handle.containers.map((each) => running(each, startedAt, each !== failing)));
  yield readyAfter([failing]);
  for (;;) {
    handle.tell(failing, "Warning", "Unhealthy", "Readiness probe failed: HTTP probe failed with statuscode: 503");
    yield (failing.readinessProbe?.periodSeconds ?? 10) * 1000;
  }
}

/** Lets `ms` pass and says something at every sync meanwhile. */
function* saying(ms: number, say: () => void): Life {
  for (let left = ms; left > 0; left -= syncMs) {
    say();
    yield Math.min(left, syncMs);
  }
}
