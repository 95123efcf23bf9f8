import type { Controller, ControllerContext, KubeObject } from "../controller.ts";
import { requestDeletion } from "../deletion.ts";
import { claimPods } from "../objects/claim.ts";
import { syncRevisions, truncateHistory } from "../objects/controller-revisions.ts";
import { isAvailable, isReady, untilNextAvailable } from "../objects/pods.ts";
import { unlessZero, writeStatus } from "../objects/status.ts";
import { hashLabel, newPod, nodeOf, placement } from "./pods.ts";
import { outdatedToDelete } from "./rolling-update.ts";

const component = "daemonset-controller";

/** Keeps one pod on every node that wants it: agents for logs, networks, metrics. */
export function daemonSetController({ store, clock, record }: ControllerContext): Controller {
  return {
    kind: "DaemonSet",
    affectedBy: ({ object }) => (object.kind === "Node" ? store.list("DaemonSet") : []),
    reconcile(set) {
      if (set.metadata.deletionTimestamp) return undefined;
      const { update, all } = syncRevisions(store, set, hashLabel);
      const hash = update.metadata.labels?.[hashLabel];
      placeOnNodes(set, update);
      for (const pod of outdatedToDelete(set, servingPods(set), hash, clock.now())) remove(set, pod);

      const pods = claimPods(store, set);
      writeStatus(store, set, daemonSetStatus(set, store.list("Node"), pods, hash, clock.now()));
      const inUse = pods.map((pod) => `${set.metadata.name}-${pod.metadata.labels?.[hashLabel]}`);
      truncateHistory(store, set, all, new Set([update.metadata.name, ...inUse]));
      return untilNextAvailable(pods, set.spec.minReadySeconds, clock.now());
    },
  };

  /** One pod for each node that should have one, none elsewhere. Where one is still terminating, its node waits. */
  function placeOnNodes(set: KubeObject, revision: KubeObject): void {
    const pods = Map.groupBy(claimPods(store, set), nodeOf);
    for (const node of store.list("Node")) {
      const present = pods.get(node.metadata.name) ?? [];
      const { run, stay } = placement(set, node);
      if (run && present.length === 0) add(set, revision, node);
      const staying = present.filter((pod) => !pod.metadata.deletionTimestamp);
      const running = staying.filter((pod) => !hasFailed(pod));
      for (const pod of staying.filter(hasFailed)) replace(set, pod);
      for (const pod of stay ? running.slice(1) : running) remove(set, pod);
    }
  }

  function add(set: KubeObject, revision: KubeObject, node: KubeObject): void {
    const { name } = store.create(newPod(set, revision, node.metadata.name)).metadata;
    record(set, { type: "Normal", reason: "SuccessfulCreate", message: `Created pod: ${name}`, component });
  }

  function remove(set: KubeObject, pod: KubeObject): void {
    requestDeletion(store, clock, pod);
    const message = `Deleted pod: ${pod.metadata.name}`;
    record(set, { type: "Normal", reason: "SuccessfulDelete", message, component });
  }

  /** A pod that failed is deleted, so that a new one takes its place at the next look. */
  function replace(set: KubeObject, pod: KubeObject): void {
    const { namespace, name } = pod.metadata;
    const message = `Found failed daemon pod ${namespace}/${name} on node ${nodeOf(pod)}, will try to kill it`;
    record(set, { type: "Warning", reason: "FailedDaemonPod", message, component });
    remove(set, pod);
  }

  function servingPods(set: KubeObject): KubeObject[][] {
    const pods = Map.groupBy(claimPods(store, set), nodeOf);
    return store
      .list("Node")
      .filter((node) => placement(set, node).run)
      .map((node) => (pods.get(node.metadata.name) ?? []).filter((pod) => !pod.metadata.deletionTimestamp));
  }
}

function hasFailed(pod: KubeObject): boolean {
  return pod.status?.phase === "Failed";
}

function daemonSetStatus(
  set: KubeObject,
  nodes: readonly KubeObject[],
  pods: readonly KubeObject[],
  hash: string | undefined,
  now: number,
): Record<string, unknown> {
  const byNode = Map.groupBy(pods, nodeOf);
  const oldestOn = (node: KubeObject) => byNode.get(node.metadata.name)?.[0];
  const desired = nodes.filter((node) => placement(set, node).run);
  const current = desired.flatMap((node) => oldestOn(node) ?? []);
  const available = current.filter((pod) => isAvailable(pod, set.spec.minReadySeconds ?? 0, now)).length;
  return {
    observedGeneration: set.metadata.generation,
    desiredNumberScheduled: desired.length,
    currentNumberScheduled: current.length,
    numberMisscheduled: nodes.filter((node) => !desired.includes(node) && oldestOn(node)).length,
    numberReady: current.filter(isReady).length,
    updatedNumberScheduled: unlessZero(current.filter((pod) => pod.metadata.labels?.[hashLabel] === hash).length),
    numberAvailable: unlessZero(available),
    numberUnavailable: unlessZero(desired.length - available),
  };
}
