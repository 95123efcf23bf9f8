import { type Draft, fill } from "./fill.ts";

/** Counts and lists that Go writes even when nobody has set them. */
const STATUS: Readonly<Record<string, Draft>> = {
  CronJob: {},
  DaemonSet: { currentNumberScheduled: 0, desiredNumberScheduled: 0, numberMisscheduled: 0, numberReady: 0 },
  Deployment: {},
  HorizontalPodAutoscaler: { currentMetrics: null, desiredReplicas: 0 },
  Ingress: { loadBalancer: {} },
  Job: {},
  PodDisruptionBudget: { currentHealthy: 0, desiredHealthy: 0, disruptionsAllowed: 0, expectedPods: 0 },
  ReplicaSet: { replicas: 0 },
  ResourceQuota: {},
  Service: { loadBalancer: {} },
  StatefulSet: { availableReplicas: 0, replicas: 0 },
};

export function fillStatus(key: string, object: Draft): void {
  const status = STATUS[key];
  if (!status) return;
  object.status ??= {};
  fill(object.status, status);
}
