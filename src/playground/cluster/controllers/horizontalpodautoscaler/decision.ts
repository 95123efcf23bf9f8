import type { KubeObject } from "../controller.ts";
import type { Condition } from "../objects/conditions.ts";
import { requestsOf } from "../scheduler/requests.ts";
import type { UsageOf } from "../usage.ts";

/** A ratio this near to the target changes nothing (--horizontal-pod-autoscaler-tolerance). */
const tolerance = 0.1;
const metricName = "cpu resource utilization (percentage of request)";

type Note = Required<Pick<Condition, "type" | "status" | "reason" | "message">>;

export interface Decision {
  replicas: number;
  /** Why that is another number than now; for the event. */
  reason: string;
  conditions: Note[];
  currentMetrics: unknown[] | null;
  /** Why nothing could be measured. */
  failure?: string;
}

/**
 * How many replicas an autoscaler wants now.
 *
 * @param pods of the target that are ready
 * @param usage what metrics-server would say of a pod; undefined in a cluster without one
 * @param stabilize gives the highest wish of the last minutes, so that a short lull takes no pods away
 */
export function decide(
  spec: KubeObject["spec"],
  current: number,
  pods: readonly KubeObject[],
  usage: UsageOf | undefined,
  stabilize: (wish: number) => number,
): Decision {
  const { minReplicas = 1, maxReplicas } = spec;
  if (current === 0) {
    const message = "scaling is disabled since the replica count of the target is zero";
    const disabled: Note = { type: "ScalingActive", status: "False", reason: "ScalingDisabled", message };
    return { replicas: 0, reason: "", conditions: [canReadScale, disabled], currentMetrics: null };
  }
  const bound = Math.min(Math.max(current, minReplicas), maxReplicas);
  if (bound !== current) {
    const limit = current > maxReplicas ? "above Spec.MaxReplicas" : "below Spec.MinReplicas";
    const reason = `Current number of replicas ${limit}`;
    return { replicas: bound, reason, conditions: [rescaled(bound), notToZero], currentMetrics: null };
  }
  if (!usage) return unmeasured(current, noMetricsApi);
  const metrics = measure(spec, pods, usage);
  if (!metrics) return unmeasured(current, noMetrics);
  const { utilization, ratio, currentMetrics } = metrics;
  const wish = Math.abs(ratio - 1) <= tolerance ? current : Math.ceil(ratio * pods.length);
  const stable = stabilize(wish);
  const replicas = Math.min(Math.max(stable, minReplicas), maxReplicas, Math.max(2 * current, 4));
  const reason = utilization > 0 && replicas > current ? `${metricName} above target` : "All metrics below target";
  const moves = replicas !== current;
  const able = moves ? rescaled(replicas) : ready(stable === wish);
  const conditions = [able, valid, limited(stable, replicas, minReplicas), ...(moves ? [notToZero] : [])];
  return { replicas, reason, conditions, currentMetrics };
}

/** Average CPU use as a share of what is requested. @returns undefined when there is nothing to measure */
function measure({ metrics }: KubeObject["spec"], pods: readonly KubeObject[], usage: UsageOf) {
  const requested = pods.reduce((sum, pod) => sum + requestsOf(pod).cpu, 0);
  if (requested === 0) return undefined;
  const used = pods.reduce((sum, pod) => sum + usage(pod).cpu, 0);
  const target: number = metrics?.[0]?.resource?.target?.averageUtilization ?? 80;
  const utilization = Math.round((used / requested) * 100);
  const current = { averageUtilization: utilization, averageValue: `${Math.round((used / pods.length) * 1000)}m` };
  const currentMetrics = [{ type: "Resource", resource: { name: "cpu", current } }];
  return { utilization, ratio: utilization / target, currentMetrics };
}

const noMetrics = "failed to get cpu utilization: did not receive metrics for targeted pods (pods might be unready)";
const noMetricsApi =
  "failed to get cpu utilization: unable to get metrics for resource cpu: unable to fetch metrics from resource " +
  "metrics API: the server could not find the requested resource (get pods.metrics.k8s.io)";

function unmeasured(current: number, failure: string): Decision {
  const message = `the HPA was unable to compute the replica count: ${failure}`;
  const failed: Note = { type: "ScalingActive", status: "False", reason: "FailedGetResourceMetric", message };
  // One entry for each metric of the spec, and nothing in it: so the real one leaves it.
  return { replicas: current, reason: "", conditions: [canReadScale, failed], currentMetrics: [{ type: "" }], failure };
}

const canReadScale: Note = {
  type: "AbleToScale",
  status: "True",
  reason: "SucceededGetScale",
  message: "the HPA controller was able to get the target's current scale",
};

const valid: Note = {
  type: "ScalingActive",
  status: "True",
  reason: "ValidMetricFound",
  message: `the HPA was able to successfully calculate a replica count from ${metricName}`,
};

function rescaled(replicas: number): Note {
  const message = `the HPA controller was able to update the target scale to ${replicas}`;
  return { type: "AbleToScale", status: "True", reason: "SucceededRescale", message };
}

/** Said at every change since Kubernetes 1.37, in which an autoscaler may go to zero for metrics of other objects. */
const notToZero: Note = {
  type: "ScaledToZero",
  status: "False",
  reason: "NotScaledToZero",
  message: "the HPA controller did not scale the workload to zero",
};

function ready(settled: boolean): Note {
  const type = "AbleToScale";
  const status = "True";
  if (settled) return { type, status, reason: "ReadyForNewScale", message: "recommended size matches current size" };
  const message = "recent recommendations were higher than current one, applying the highest recent recommendation";
  return { type, status, reason: "ScaleDownStabilized", message };
}

function limited(wish: number, replicas: number, minReplicas: number): Note {
  const type = "ScalingLimited";
  if (wish === replicas) {
    const message = "the desired count is within the acceptable range";
    return { type, status: "False", reason: "DesiredWithinRange", message };
  }
  if (replicas === minReplicas && wish < replicas) {
    const message = "the desired replica count is less than the minimum replica count";
    return { type, status: "True", reason: "TooFewReplicas", message };
  }
  const message = "the desired replica count is more than the maximum replica count";
  return { type, status: "True", reason: "TooManyReplicas", message };
}
