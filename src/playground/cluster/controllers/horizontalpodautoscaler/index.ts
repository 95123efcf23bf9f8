import type { Clock, Controller, ControllerContext, KubeObject, Store } from "../controller.ts";
import { type Condition, withCondition } from "../objects/conditions.ts";
import { isReady } from "../objects/pods.ts";
import { matches } from "../objects/selector.ts";
import { writeStatus } from "../objects/status.ts";
import { rfc3339 } from "../time.ts";
import { type Decision, decide } from "./decision.ts";

const component = "horizontal-pod-autoscaler";
/** kube-controller-manager's --horizontal-pod-autoscaler-sync-period. */
const syncMs = 15_000;
/** Its --horizontal-pod-autoscaler-downscale-stabilization. */
const stabilizationMs = 5 * 60_000;

/** Sets `spec.replicas` of a workload by the average CPU use of its pods, between a minimum and a maximum. */
export function horizontalPodAutoscalerController({ store, clock, record, usage }: ControllerContext): Controller {
  const wishes = recentWishes(clock);
  return {
    kind: "HorizontalPodAutoscaler",
    reconcile(autoscaler) {
      const { kind, name } = autoscaler.spec.scaleTargetRef;
      const target = store.get(kind, autoscaler.metadata.namespace, name);
      if (!target) {
        cannotGetScale(autoscaler, `deployments/scale.apps "${name}" not found`);
        return syncMs;
      }
      const stabilize = (wish: number) => wishes(autoscaler.metadata.uid, wish);
      const current: number = target.spec.replicas;
      const decision = decide(autoscaler.spec, current, readyPods(store, target), usage, stabilize);
      if (decision.replicas !== current) rescale(autoscaler, target, decision);
      if (decision.failure) tellFailure(autoscaler, decision.failure);
      report(autoscaler, current, decision);
      return syncMs;
    },
  };

  function rescale(autoscaler: KubeObject, target: KubeObject, { replicas, reason }: Decision): void {
    store.update({ ...target, spec: { ...target.spec, replicas } });
    const message = `New size: ${replicas}; reason: ${reason}`;
    record(autoscaler, { type: "Normal", reason: "SuccessfulRescale", message, component });
  }

  function tellFailure(autoscaler: KubeObject, failure: string): void {
    record(autoscaler, { type: "Warning", reason: "FailedGetResourceMetric", message: failure, component });
    const message = `invalid metrics (1 invalid out of 1), first error is: failed to get cpu resource metric value: ${failure}`;
    record(autoscaler, { type: "Warning", reason: "FailedComputeMetricsReplicas", message, component });
  }

  function report(autoscaler: KubeObject, currentReplicas: number, decision: Decision): void {
    const { replicas, conditions, currentMetrics, failure } = decision;
    const changed = replicas !== currentReplicas;
    writeStatus(store, autoscaler, {
      observedGeneration: autoscaler.metadata.generation,
      lastScaleTime: changed ? rfc3339(clock.now()) : autoscaler.status?.lastScaleTime,
      currentReplicas,
      desiredReplicas: failure ? (autoscaler.status?.desiredReplicas ?? 0) : replicas,
      currentMetrics,
      conditions: withConditions(autoscaler, conditions),
    });
  }

  function cannotGetScale(autoscaler: KubeObject, why: string): void {
    record(autoscaler, { type: "Warning", reason: "FailedGetScale", message: why, component });
    const message = `the HPA controller was unable to get the target's current scale: ${why}`;
    const condition: Condition = { type: "AbleToScale", status: "False", reason: "FailedGetScale", message };
    writeStatus(store, autoscaler, { ...autoscaler.status, conditions: withConditions(autoscaler, [condition]) });
  }

  function withConditions(autoscaler: KubeObject, conditions: readonly Condition[]): Condition[] {
    const lastTransitionTime = rfc3339(clock.now());
    const known: Condition[] = autoscaler.status?.conditions ?? [];
    return conditions.reduce((all, condition) => withCondition(all, { ...condition, lastTransitionTime }), known);
  }
}

function readyPods(store: Store, target: KubeObject): KubeObject[] {
  return store
    .list("Pod", target.metadata.namespace)
    .filter((pod) => matches(target.spec.selector, pod.metadata.labels) && isReady(pod));
}

/** Remembers each autoscaler's wishes for a while. @returns the highest of them */
function recentWishes(clock: Clock): (uid: string, wish: number) => number {
  const all = new Map<string, { time: number; wish: number }[]>();
  return (uid, wish) => {
    const recent = (all.get(uid) ?? []).filter(({ time }) => time > clock.now() - stabilizationMs);
    recent.push({ time: clock.now(), wish });
    all.set(uid, recent);
    return Math.max(...recent.map((one) => one.wish));
  };
}
