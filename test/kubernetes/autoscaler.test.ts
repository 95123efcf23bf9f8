import { expect, test } from "vitest";
import { metricsOf, why } from "../../src/kubernetes/autoscaler.ts";
import type { KubeObject } from "../../src/kubernetes/object.ts";

interface Status {
  readonly cpu?: number;
  readonly current?: number;
  readonly desired?: number;
  readonly conditions?: readonly object[];
}

const GOOD = [
  { type: "AbleToScale", status: "True", reason: "ReadyForNewScale" },
  { type: "ScalingActive", status: "True", reason: "ValidMetricFound" },
  { type: "ScalingLimited", status: "False", reason: "DesiredWithinRange" },
];

const autoscaler = ({ cpu = 68, current = 3, desired = current, conditions = GOOD }: Status): KubeObject => ({
  apiVersion: "autoscaling/v2",
  kind: "HorizontalPodAutoscaler",
  metadata: { name: "cart", namespace: "shop", uid: "1" },
  spec: {
    minReplicas: 2,
    maxReplicas: 6,
    metrics: [{ type: "Resource", resource: { name: "cpu", target: { type: "Utilization", averageUtilization: 70 } } }],
  },
  status: {
    currentReplicas: current,
    desiredReplicas: desired,
    currentMetrics: [{ type: "Resource", resource: { name: "cpu", current: { averageUtilization: cpu } } }],
    conditions,
  },
});

const but = (type: string, status: string, reason: string, message?: string) =>
  GOOD.map((one) => (one.type === type ? { type, status, reason, message } : one));

test.each<[string, Status, boolean, string]>([
  ["at rest", {}, true, "leaves it at 3 pods: cpu is at 68%, and 70% is the target"],
  ["near enough", { cpu: 76 }, true, "leaves it at 3 pods: cpu is at 76%, and 70% is the target"],
  ["growing", { cpu: 120, desired: 6 }, true, "goes from 3 to 6 pods: cpu is at 120%, and 70% is the target"],
  [
    "waiting before it shrinks",
    { cpu: 20 },
    true,
    "could do with 1 of its 3 pods: cpu is at 20%, and 70% is the target. It waits for five minutes of calm first",
  ],
  [
    "held back by its maximum",
    { cpu: 140, current: 6, conditions: but("ScalingLimited", "True", "TooManyReplicas") },
    false,
    "would run more than its 6 pods: cpu is at 140%, and 70% is the target. Its maximum holds it back",
  ],
  [
    "held back by its minimum",
    { cpu: 5, current: 2, conditions: but("ScalingLimited", "True", "TooFewReplicas") },
    true,
    "would run fewer than its 2 pods: cpu is at 5%, and 70% is the target. Its minimum holds it back",
  ],
  [
    "scaled to zero",
    { current: 0, conditions: but("ScalingActive", "False", "ScalingDisabled") },
    false,
    "is switched off, because somebody scaled the workload to 0; scaling it up switches it on again",
  ],
  [
    "without metrics",
    { conditions: but("ScalingActive", "False", "FailedGetResourceMetric", "no metrics returned") },
    false,
    "does not know what to do: no metrics returned",
  ],
  [
    "without a target",
    { conditions: but("AbleToScale", "False", "FailedGetScale", "deployments.apps cart not found") },
    false,
    "cannot scale: deployments.apps cart not found",
  ],
  ["new", { conditions: [] }, false, "has not looked yet; it looks every 15 seconds"],
])("%s", (_, status, calm, text) => expect(why(autoscaler(status))).toEqual({ calm, text }));

test("metrics of every kind have a name, a target and what is seen", () => {
  const { metadata } = autoscaler({});
  const object: KubeObject = {
    ...autoscaler({}),
    metadata,
    spec: {
      metrics: [
        { type: "Pods", pods: { metric: { name: "requests" }, target: { type: "AverageValue", averageValue: "10" } } },
        { type: "External", external: { metric: { name: "queue" }, target: { type: "Value", value: "30" } } },
      ],
    },
    status: {
      currentMetrics: [{ type: "Pods", pods: { metric: { name: "requests" }, current: { averageValue: "7" } } }],
    },
  };
  expect(metricsOf(object)).toEqual([
    { name: "requests", target: "10", current: "7" },
    { name: "queue", target: "30", current: "unknown" },
  ]);
});
