import type { ControllerContext, KubeObject } from "../controller.ts";
import type { EventDraft } from "../events.ts";
import { writeStatus } from "../objects/status.ts";
import { rfc3339 } from "../time.ts";
import type { Container, ContainerStatus } from "./container-status.ts";
import { type Addresses, podStatus } from "./pod-status.ts";

/** A stretch of a pod's life, told as a generator: it does something, then yields how many milliseconds pass. */
export type Life = Generator<number, void>;

/** What a life can see and do. */
export interface PodHandle {
  readonly pod: KubeObject;
  readonly containers: readonly Container[];
  /** RFC 3339 */
  now(): string;
  /** Writes the pod's status from how its containers are. */
  report(containers: readonly ContainerStatus[]): void;
  /** Records an event about one container. */
  tell(container: Container, type: EventDraft["type"], reason: string, message: string): void;
  /** Whether the node has this image already; from now on it has. */
  takeImage(image: string): boolean;
}

/** Lives a life, step by step, until it ends or the pod is gone. @returns stops it */
export function startWorker(
  { store, clock, record }: ControllerContext,
  started: KubeObject,
  images: Set<string>,
  addresses: Addresses,
  life: (handle: PodHandle) => Life,
): () => void {
  const { namespace, name, uid } = started.metadata;
  let pod = started;
  let cancel = () => {};

  const steps = life({
    get pod() {
      return pod;
    },
    containers: started.spec.containers,
    now: () => rfc3339(clock.now()),
    report(containers) {
      pod = writeStatus(store, pod, podStatus(pod, containers, addresses, clock.now()));
    },
    tell(container, type, reason, message) {
      const fieldPath = `spec.containers{${container.name}}`;
      record(pod, { type, reason, message, component: "kubelet", host: pod.spec.nodeName, fieldPath });
    },
    takeImage(image) {
      const present = images.has(image);
      images.add(image);
      return present;
    },
  });

  function step(): void {
    const current = store.get("Pod", namespace, name);
    if (current?.metadata.uid !== uid) return;
    pod = current;
    const { value, done } = steps.next();
    if (!done) cancel = clock.after(value, step);
  }

  step();
  return () => cancel();
}
