import type { Controller, ControllerContext, KubeObject } from "./controller.ts";
import { requestDeletion } from "./deletion.ts";
import { faultLabel } from "./kubelet/faults.ts";
import { type Condition, withCondition } from "./objects/conditions.ts";
import { writeStatus } from "./objects/status.ts";
import type { Taint, Toleration } from "./scheduler/taints.ts";
import { rfc3339 } from "./time.ts";

/** A node with `kubemate.dev/fault: down` is one whose machine nobody hears of any more. */
export const isDown = ({ metadata }: KubeObject): boolean => metadata.labels?.[faultLabel] === "down";

const UNREACHABLE = "node.kubernetes.io/unreachable";
const component = "node-controller";

/** kube-controller-manager's --node-monitor-grace-period: so long a silent node still counts as ready. */
const GRACE = 50_000;

/**
 * What becomes of a node that has fallen silent: after a while it counts as unreachable, its pods as not ready, and
 * those that tolerate that only for a time (five minutes, unless they say otherwise) are deleted, so that they can run
 * elsewhere. Nobody on the node hears of it: the deleted pods stay "Terminating" until the machine is back.
 */
export function nodeLifecycleController({ store, clock, record }: ControllerContext): Controller {
  const silentSince = new Map<string, number>();
  return {
    kind: "Node",
    reconcile(node) {
      const { name } = node.metadata;
      if (!isDown(node)) {
        silentSince.delete(name);
        return reachable(node);
      }
      if (!silentSince.has(name)) silentSince.set(name, clock.now());
      const left = (silentSince.get(name) ?? 0) + GRACE - clock.now();
      if (left > 0) return left;
      return unreachable(node);
    },
  };

  function reachable(node: KubeObject): undefined {
    const taints = taintsOf(node);
    if (!taints.some(({ key }) => key === UNREACHABLE)) return;
    const now = rfc3339(clock.now());
    const conditions = (node.status.conditions as Condition[]).map((one) =>
      one.status === "Unknown" ? { ...one, ...HEALTHY[one.type], lastTransitionTime: now } : one,
    );
    const rest = taints.filter(({ key }) => key !== UNREACHABLE);
    const { taints: _, ...spec } = node.spec;
    const current = store.update({ ...node, spec: { ...spec, ...(rest.length > 0 && { taints: rest }) } });
    writeStatus(store, current, { ...current.status, conditions });
    tell(node, "Normal", "NodeReady", `Node ${node.metadata.name} status is now: NodeReady`);
  }

  /** @returns milliseconds until the next of its pods has tolerated it for long enough */
  function unreachable(node: KubeObject): number | undefined {
    const since = taintsOf(node).find(({ key, effect }) => key === UNREACHABLE && effect === "NoExecute")?.timeAdded;
    if (since === undefined) {
      mark(node);
      return 0;
    }
    let next: number | undefined;
    for (const pod of store.list("Pod").filter(({ spec }) => spec.nodeName === node.metadata.name)) {
      notReady(pod);
      const wait = Date.parse(since) + toleratedFor(pod) * 1000 - clock.now();
      if (wait <= 0) evict(pod);
      else if (wait < (next ?? Infinity)) next = wait;
    }
    return next;
  }

  function mark(node: KubeObject): void {
    const now = rfc3339(clock.now());
    const unknown = { status: "Unknown", reason: "NodeStatusUnknown", message: "Kubelet stopped posting node status." };
    const conditions = (node.status.conditions as Condition[]).map((one) =>
      one.type === "NetworkUnavailable" ? one : { ...one, ...unknown, lastTransitionTime: now },
    );
    const effects = ["NoSchedule", "NoExecute"] as const;
    const taints = [...taintsOf(node), ...effects.map((effect) => ({ key: UNREACHABLE, effect, timeAdded: now }))];
    const current = store.update({ ...node, spec: { ...node.spec, taints } });
    writeStatus(store, current, { ...current.status, conditions });
    tell(node, "Normal", "NodeNotReady", `Node ${node.metadata.name} status is now: NodeNotReady`);
  }

  function notReady(pod: KubeObject): void {
    const ready = (pod.status?.conditions as Condition[] | undefined)?.find(({ type }) => type === "Ready");
    if (ready?.status !== "True") return;
    const conditions = withCondition(pod.status.conditions, {
      type: "Ready",
      status: "False",
      lastTransitionTime: rfc3339(clock.now()),
    });
    writeStatus(store, pod, { ...pod.status, conditions });
    const message = "Node is not ready";
    record(pod, { type: "Warning", reason: "NodeNotReady", message, component });
  }

  function evict(pod: KubeObject): void {
    if (pod.metadata.deletionTimestamp) return;
    const { namespace, name } = pod.metadata;
    const message = `Marking for deletion Pod ${namespace}/${name}`;
    record(pod, { type: "Normal", reason: "TaintManagerEviction", message, component: "taint-eviction-controller" });
    requestDeletion(store, clock, pod);
  }

  function tell(node: KubeObject, type: "Normal" | "Warning", reason: string, message: string): void {
    record(node, { type, reason, message, component });
  }
}

const taintsOf = ({ spec }: KubeObject): readonly Taint[] => spec?.taints ?? [];

/** Seconds; for ever where it says so, as the pods of a DaemonSet do. */
function toleratedFor({ spec }: KubeObject): number {
  const tolerations: readonly Toleration[] = spec.tolerations ?? [];
  const fitting = tolerations.filter(
    ({ key, effect }) => (!key || key === UNREACHABLE) && (!effect || effect === "NoExecute"),
  );
  if (fitting.length === 0) return 0;
  return Math.min(...fitting.map(({ tolerationSeconds }) => tolerationSeconds ?? Infinity));
}

const HEALTHY: Readonly<Record<string, Partial<Condition>>> = {
  Ready: { status: "True", reason: "KubeletReady", message: "kubelet is posting ready status" },
  MemoryPressure: {
    status: "False",
    reason: "KubeletHasSufficientMemory",
    message: "kubelet has sufficient memory available",
  },
  DiskPressure: { status: "False", reason: "KubeletHasNoDiskPressure", message: "kubelet has no disk pressure" },
  PIDPressure: {
    status: "False",
    reason: "KubeletHasSufficientPID",
    message: "kubelet has sufficient PID available",
  },
};
