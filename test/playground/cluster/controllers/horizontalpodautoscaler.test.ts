import { describe, expect, it } from "vitest";
import type { Condition } from "../../../../src/playground/cluster/controllers/objects/conditions.ts";
import type { ControllerOptions } from "../../../../src/playground/cluster/controllers/index.ts";
import { LOAD, sharedUsage } from "../../../../src/playground/cluster/controllers/usage.ts";
import { requestsOf } from "../../../../src/playground/cluster/controllers/scheduler/requests.ts";
import { deployment } from "./manifests.ts";
import { type World, world } from "./world.ts";

function scaled(replicas: number, averageUtilization: number, options?: ControllerOptions): World {
  const cluster: World = world(options ?? { usage: (pod) => sharedUsage(cluster.store)(pod) });
  const metrics = [
    { type: "Resource", resource: { name: "cpu", target: { type: "Utilization", averageUtilization } } },
  ];
  const scaleTargetRef = { apiVersion: "apps/v1", kind: "Deployment", name: "web" };
  const autoscaler = {
    apiVersion: "autoscaling/v2",
    kind: "HorizontalPodAutoscaler",
    metadata: { name: "web", namespace: "shop" },
  };
  cluster.create(deployment("web", { replicas }), {
    ...autoscaler,
    spec: { scaleTargetRef, minReplicas: 2, maxReplicas: 6, metrics },
  });
  return cluster;
}

const replicas = (cluster: World) => cluster.get("Deployment", "shop", "web").spec.replicas;
const status = (cluster: World) => cluster.get("HorizontalPodAutoscaler", "shop", "web").status;
const reasons = (cluster: World) =>
  status(cluster).conditions.map(({ type, reason }: Condition) => `${type} ${reason}`);

describe("a HorizontalPodAutoscaler", () => {
  it("reports what it sees and leaves alone what fits", () => {
    const cluster = scaled(2, 40);
    cluster.seconds(60);
    expect(replicas(cluster)).toBe(2);
    expect(status(cluster)).toMatchObject({ currentReplicas: 2, desiredReplicas: 2 });
    expect(status(cluster).currentMetrics[0].resource.current.averageUtilization).toBeGreaterThan(25);
    expect(reasons(cluster)).toEqual([
      "AbleToScale ReadyForNewScale",
      "ScalingActive ValidMetricFound",
      "ScalingLimited DesiredWithinRange",
    ]);
  });

  it("is not moved by how much pods differ, however many there are", () => {
    const cluster = world();
    cluster.create(deployment("web", { replicas: 40 }));
    cluster.seconds(60);
    const running = cluster.pods("shop", "web").filter(({ status }) => status?.phase === "Running");
    expect(running.length).toBeGreaterThan(20);
    for (const pod of running) {
      const { cpu } = sharedUsage(cluster.store)(pod);
      const percent = (Math.ceil(cpu * 1000) / (requestsOf(pod).cpu * 1000)) * 100;
      expect(Math.abs(percent / 40 - 1)).toBeLessThan(0.1);
    }
  });

  it("scales up when pods use more than the target, up to the maximum", () => {
    const cluster = scaled(2, 10);
    cluster.seconds(120);
    expect(replicas(cluster)).toBe(6);
    expect(cluster.events("HorizontalPodAutoscaler", "shop", "web")).toContain(
      "SuccessfulRescale: New size: 4; reason: cpu resource utilization (percentage of request) above target",
    );
    expect(reasons(cluster)).toContain("ScalingLimited TooManyReplicas");
  });

  it("scales down only when five minutes have shown that it may", () => {
    const cluster = scaled(4, 80);
    cluster.seconds(30);
    cluster.patch("Deployment", "shop", "web", { spec: { replicas: 6 } });
    cluster.seconds(200);
    expect(replicas(cluster)).toBeGreaterThan(2);
    cluster.seconds(1500);
    expect(replicas(cluster)).toBe(2);
  });

  it("follows the load, and comes to rest where its pods are as busy as they should be", () => {
    const cluster = scaled(2, 70);
    cluster.patch("Deployment", "shop", "web", { metadata: { annotations: { [LOAD]: "2.6" } } });
    cluster.seconds(180);
    // 2.6 pods' worth of work at 70 % are four pods; no two pods are equally busy, so it may have been five at first.
    expect([4, 5]).toContain(replicas(cluster));
    const [metric] = status(cluster).currentMetrics;
    expect(metric.resource.current.averageUtilization).toBeLessThan(77);
    cluster.patch("Deployment", "shop", "web", { metadata: { annotations: { [LOAD]: "0.5" } } });
    cluster.seconds(600);
    expect(replicas(cluster)).toBe(2);
  });

  it("brings the number back between its bounds at once", () => {
    const cluster = scaled(1, 40);
    cluster.seconds(1);
    expect(replicas(cluster)).toBe(2);
  });

  it("stands back from a workload that somebody scaled to zero", () => {
    const cluster = scaled(2, 40);
    cluster.seconds(30);
    cluster.patch("Deployment", "shop", "web", { spec: { replicas: 0 } });
    cluster.seconds(60);
    expect(replicas(cluster)).toBe(0);
    expect(reasons(cluster)).toContain("ScalingActive ScalingDisabled");
  });

  it("says when the cluster has no metrics, and keeps its hands off", () => {
    const cluster = scaled(3, 10, {});
    cluster.seconds(60);
    expect(replicas(cluster)).toBe(3);
    expect(reasons(cluster)).toEqual(["AbleToScale SucceededGetScale", "ScalingActive FailedGetResourceMetric"]);
    expect(cluster.events("HorizontalPodAutoscaler", "shop", "web").at(-1)).toContain("(get pods.metrics.k8s.io)");
  });

  it("says when there is nothing to scale", () => {
    const cluster = scaled(2, 40);
    cluster.store.delete("Deployment", "shop", "web");
    cluster.seconds(20);
    expect(reasons(cluster)).toContain("AbleToScale FailedGetScale");
  });
});
