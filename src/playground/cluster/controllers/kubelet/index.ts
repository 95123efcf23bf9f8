import type { Controller, ControllerContext, KubeObject } from "../controller.ts";
import { requestDeletion } from "../deletion.ts";
import { isDown } from "../node-lifecycle.ts";
import { isTerminal } from "../objects/pods.ts";
import type { ContainerStatus } from "./container-status.ts";
import { faultLabel, faultyLives } from "./faults.ts";
import { healthyLife } from "./life.ts";
import type { Addresses } from "./pod-status.ts";
import { type Life, type PodHandle, startWorker } from "./pod-worker.ts";

/** How long a container takes to end after it was asked to, if its grace period allows. */
const stopMs = 1000;

/** The kubelets of all nodes: they give the pods that the scheduler has placed a life, and an end. */
export function kubelets(context: ControllerContext): Controller & { stop(): void } {
  const { store, clock } = context;
  const workers = new Map<string, { ending: boolean; stop: () => void }>();
  const images = new Map<string, Set<string>>();
  const podsStarted = new Map<string, number>();

  const stopListening = store.onChange(({ type, object }) => {
    if (object.kind !== "Pod" || type !== "DELETED") return;
    workers.get(object.metadata.uid)?.stop();
    workers.delete(object.metadata.uid);
  });

  return {
    kind: "Pod",
    reconcile(pod) {
      const node = store.get("Node", undefined, pod.spec.nodeName ?? "");
      if (!node) return;
      const worker = workers.get(pod.metadata.uid);
      if (isDown(node)) return forget(pod); // whatever happens there, nobody hears of it
      const ending = pod.metadata.deletionTimestamp !== undefined;
      if (worker && worker.ending === ending) return;
      worker?.stop();
      const life = ending ? end : (faultyLives[pod.metadata.labels?.[faultLabel] ?? ""] ?? healthyLife);
      if (!ending && isTerminal(pod)) return;
      workers.set(pod.metadata.uid, {
        ending,
        stop: startWorker(context, pod, imagesOf(node), addressesOf(pod, node), life),
      });
    },
    affectedBy({ object }) {
      if (object.kind !== "Node") return [];
      return store.list("Pod").filter(({ spec }) => spec.nodeName === object.metadata.name);
    },
    stop() {
      stopListening();
      for (const { stop } of workers.values()) stop();
    },
  };

  function forget({ metadata }: KubeObject): void {
    workers.get(metadata.uid)?.stop();
    workers.delete(metadata.uid);
  }

  function* end(handle: PodHandle): Life {
    const statuses: ContainerStatus[] = handle.pod.status?.containerStatuses ?? [];
    for (const container of handle.containers) {
      const state = statuses.find(({ name }) => name === container.name)?.state ?? {};
      if ("running" in state) handle.tell(container, "Normal", "Killing", `Stopping container ${container.name}`);
    }
    yield Math.min(stopMs, (handle.pod.metadata.deletionGracePeriodSeconds ?? 0) * 1000);
    requestDeletion(store, clock, handle.pod, 0);
  }

  function imagesOf({ metadata: { name } }: KubeObject): Set<string> {
    const present = images.get(name) ?? new Set();
    images.set(name, present);
    return present;
  }

  function addressesOf(pod: KubeObject, node: KubeObject): Addresses {
    const addresses: { type: string; address: string }[] = node.status?.addresses ?? [];
    const hostIP = addresses.find(({ type }) => type === "InternalIP")?.address ?? "127.0.0.1";
    if (pod.spec.hostNetwork) return { hostIP, podIP: hostIP };
    if (pod.status?.podIP) return { hostIP, podIP: pod.status.podIP };
    const index = store.list("Node").findIndex(({ metadata }) => metadata.uid === node.metadata.uid);
    const number = (podsStarted.get(node.metadata.name) ?? 0) + 1;
    podsStarted.set(node.metadata.name, number);
    return { hostIP, podIP: `10.${100 + index}.${(number >> 8) % 256}.${number % 256}` };
  }
}
