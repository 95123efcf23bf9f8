import type { Controller, ControllerContext, KubeObject, Store } from "./controller.ts";
import { withCondition } from "./objects/conditions.ts";
import { scaled } from "./objects/int-or-percent.ts";
import { controllerOf } from "./objects/owners.ts";
import { isReady } from "./objects/pods.ts";
import { matches } from "./objects/selector.ts";
import { writeStatus } from "./objects/status.ts";
import { rfc3339 } from "./time.ts";

/** Counts how many pods of a budget may be evicted now. The eviction API reads the answer; nothing else obeys it. */
export function podDisruptionBudgetController({ store, clock, record }: ControllerContext): Controller {
  return {
    kind: "PodDisruptionBudget",
    affectedBy: ({ object }) =>
      object.kind === "Pod"
        ? store
            .list("PodDisruptionBudget", object.metadata.namespace)
            .filter(({ spec }) => matches(spec.selector, object.metadata.labels))
        : [],
    reconcile(budget) {
      const pods = store
        .list("Pod", budget.metadata.namespace)
        .filter((pod) => matches(budget.spec.selector, pod.metadata.labels));
      if (pods.length === 0) {
        const component = "controllermanager";
        record(budget, { type: "Normal", reason: "NoPods", message: "No matching pods found", component });
      }
      writeStatus(store, budget, budgetStatus(budget, pods, expectedPods(store, budget, pods), clock.now()));
    },
  };
}

function budgetStatus(
  budget: KubeObject,
  pods: readonly KubeObject[],
  expected: number,
  now: number,
): Record<string, unknown> {
  const { maxUnavailable, minAvailable = 0 } = budget.spec;
  const desiredHealthy =
    maxUnavailable === undefined
      ? scaled(minAvailable, expected, "up")
      : Math.max(0, expected - scaled(maxUnavailable, expected, "up"));
  // An eviction that was granted counts as gone, even while its pod does not know yet.
  const granted: Record<string, string> = budget.status?.disruptedPods ?? {};
  const staying = pods.filter(({ metadata }) => !metadata.deletionTimestamp && !granted[metadata.name]);
  const currentHealthy = staying.filter(isReady).length;
  const disruptionsAllowed = expected > 0 ? Math.max(0, currentHealthy - desiredHealthy) : 0;
  const stillGranted = Object.entries(granted).filter(([name]) =>
    pods.some(({ metadata }) => metadata.name === name && !metadata.deletionTimestamp),
  );
  return {
    currentHealthy,
    desiredHealthy,
    expectedPods: expected,
    disruptionsAllowed,
    disruptedPods: stillGranted.length > 0 ? Object.fromEntries(stillGranted) : undefined,
    observedGeneration: budget.metadata.generation,
    conditions: withCondition(budget.status?.conditions ?? [], {
      type: "DisruptionAllowed",
      status: disruptionsAllowed > 0 ? "True" : "False",
      reason: disruptionsAllowed > 0 ? "SufficientPods" : "InsufficientPods",
      message: "",
      observedGeneration: budget.metadata.generation ?? 0,
      lastTransitionTime: rfc3339(now),
    }),
  };
}

/** A plain minAvailable counts the pods that are there; shares and maxUnavailable count those that ought to be. */
function expectedPods(store: Store, budget: KubeObject, pods: readonly KubeObject[]): number {
  if (typeof budget.spec.minAvailable === "number") return pods.length;
  const workloads = new Map(pods.flatMap((pod) => workloadOf(store, pod) ?? []).map((one) => [one.metadata.uid, one]));
  return [...workloads.values()].reduce((sum, { spec }) => sum + (spec.replicas ?? 0), 0);
}

/** What sets the number of a pod's siblings: its ReplicaSet's Deployment, or whatever else controls it. */
function workloadOf(store: Store, pod: KubeObject): KubeObject | undefined {
  const find = (object: KubeObject) => {
    const owner = controllerOf(object);
    return owner && store.get(owner.kind, object.metadata.namespace, owner.name);
  };
  const owner = find(pod);
  return owner && (find(owner) ?? owner);
}
