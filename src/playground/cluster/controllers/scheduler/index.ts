import type { Controller, ControllerContext, KubeObject } from "../controller.ts";
import { type Condition, withCondition } from "../objects/conditions.ts";
import { controllerOf } from "../objects/owners.ts";
import { isActive } from "../objects/pods.ts";
import { writeStatus } from "../objects/status.ts";
import { rfc3339 } from "../time.ts";
import { misfit, unschedulableMessage } from "./fit.ts";
import { Ledger } from "./ledger.ts";
import { allocatableOf } from "./requests.ts";

const component = "default-scheduler";
/** How long a pod that fits nowhere waits when nothing happens that could help it. */
const retryMs = 5 * 60_000;

/** Gives each new pod a node that has room for what it requests, or says why none has. */
export function scheduler({ store, clock, record }: ControllerContext): Controller & { stop(): void } {
  const ledger = new Ledger(store);
  /** Pods that fit nowhere, by uid: whatever makes room is their chance. */
  const unschedulable = new Map<string, KubeObject>();
  return {
    kind: "Pod",
    affectedBy({ type, object }) {
      if (type === "DELETED") unschedulable.delete(object.metadata.uid);
      const makesRoom = object.kind === "Node" || (object.kind === "Pod" && type === "DELETED");
      return makesRoom ? [...unschedulable.values()] : [];
    },
    reconcile(pod) {
      unschedulable.delete(pod.metadata.uid);
      if (pod.spec.nodeName || !isActive(pod) || pod.spec.schedulerName !== component) return undefined;
      const nodes = store.list("Node").map((node) => ({ node, why: misfit(pod, node, ledger.on(node)) }));
      const fitting = nodes.filter(({ why }) => !why).map(({ node }) => node);
      const [best] = fitting.sort((a, b) => crowding(pod, a) - crowding(pod, b));
      if (best) return bind(pod, best);
      unschedulable.set(pod.metadata.uid, pod);
      reject(pod, unschedulableMessage(nodes.flatMap(({ why }) => why ?? [])));
      return retryMs;
    },
    stop: () => ledger.stop(),
  };

  /** Siblings of the same workload weigh most, so that one node's failure never takes all of them. */
  function crowding(pod: KubeObject, node: KubeObject): number {
    const { cpu, memory, owners } = ledger.on(node);
    const room = allocatableOf(node);
    const siblings = owners.get(controllerOf(pod)?.uid ?? "") ?? 0;
    return siblings + (cpu / room.cpu + memory / room.memory) / 2;
  }

  function bind(pod: KubeObject, node: KubeObject): undefined {
    const { namespace, name } = pod.metadata;
    const metadata = { ...pod.metadata, labels: { ...pod.metadata.labels, ...topologyOf(node) } };
    const bound = { ...pod, metadata, spec: { ...pod.spec, nodeName: node.metadata.name } };
    setScheduled(store.update(bound), { status: "True" });
    const message = `Successfully assigned ${namespace}/${name} to ${node.metadata.name}`;
    record(pod, { type: "Normal", reason: "Scheduled", message, component, action: "Binding" });
  }

  function reject(pod: KubeObject, message: string): void {
    const observedGeneration = pod.metadata.generation ?? 1;
    setScheduled(pod, { status: "False", reason: "Unschedulable", message, observedGeneration });
    record(pod, { type: "Warning", reason: "FailedScheduling", message, component, action: "Scheduling" });
  }

  function setScheduled(pod: KubeObject, outcome: Omit<Condition, "type">): void {
    const condition = {
      type: "PodScheduled",
      ...outcome,
      lastProbeTime: null,
      lastTransitionTime: rfc3339(clock.now()),
    };
    writeStatus(store, pod, { ...pod.status, conditions: withCondition(pod.status?.conditions ?? [], condition) });
  }
}

/** Where a pod runs is written on it, so that it can ask for its zone (the admission plugin PodTopologyLabels). */
function topologyOf({ metadata: { labels = {} } }: KubeObject): Record<string, string> {
  const names = ["topology.kubernetes.io/region", "topology.kubernetes.io/zone"];
  return Object.fromEntries(Object.entries(labels).filter(([name]) => names.includes(name)));
}
