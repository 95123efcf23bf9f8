import { describe, expect, it } from "vitest";
import type { NewObject } from "../../../../src/playground/cluster/controllers/controller.ts";
import { nodes } from "../../../../src/playground/seed/nodes.ts";
import { deployment } from "./manifests.ts";
import { type World, world } from "./world.ts";

function pod(name: string, cpu: string, spec: Record<string, unknown> = {}): NewObject {
  const containers = [{ name: "app", image: "app:1", resources: { requests: { cpu } } }];
  return { apiVersion: "v1", kind: "Pod", metadata: { name, namespace: "shop" }, spec: { containers, ...spec } };
}

const why = (cluster: World, name: string) =>
  cluster.get("Pod", "shop", name).status.conditions.find(({ type }: { type: string }) => type === "PodScheduled");

function cordon(cluster: World, name: string, unschedulable = true): void {
  const node = cluster.store.get("Node", undefined, name);
  if (node) cluster.store.update({ ...node, spec: { ...node.spec, unschedulable } });
  cluster.clock.advance(0);
}

describe("the scheduler", () => {
  it("spreads the pods of one workload over the nodes", () => {
    const cluster = world();
    cluster.create(deployment("web", { replicas: 8 }));
    const perNode = Map.groupBy(cluster.pods("shop"), ({ spec }) => spec.nodeName);
    expect([...perNode.values()].map((pods) => pods.length)).toEqual([2, 2, 2, 2]);
  });

  it("says where it put a pod", () => {
    const cluster = world();
    cluster.create(pod("one", "1"));
    const { nodeName } = cluster.get("Pod", "shop", "one").spec;
    expect(why(cluster, "one").status).toBe("True");
    expect(cluster.events("Pod", "shop", "one")).toContain(`Scheduled: Successfully assigned shop/one to ${nodeName}`);
  });

  it("leaves a pod pending that is larger than any node, and says why", () => {
    const cluster = world();
    cluster.create(pod("huge", "64"));
    const message =
      "0/4 nodes are available: 4 Insufficient cpu. preemption: 0/4 nodes are available: " +
      "4 Preemption is not helpful for scheduling.";
    expect(why(cluster, "huge")).toMatchObject({ status: "False", reason: "Unschedulable", message });
    expect(cluster.get("Pod", "shop", "huge").status.phase).toBe("Pending");
    expect(cluster.events("Pod", "shop", "huge")).toEqual([`FailedScheduling: ${message}`]);
  });

  it("never promises more of a node than there is", () => {
    const cluster = world();
    cluster.create(...["a", "b", "c", "d", "e"].map((name) => pod(name, "5")));
    const bound = cluster.pods("shop").flatMap(({ spec }) => spec.nodeName ?? []);
    expect(new Set(bound)).toEqual(new Set(["node-1", "node-2", "node-3", "node-4"]));
    expect(bound).toHaveLength(4);
    expect(why(cluster, "e").message).toContain("4 No preemption victims found for incoming pod.");
  });

  it("takes a waiting pod as soon as another one makes room", () => {
    const cluster = world();
    cluster.create(...["a", "b", "c", "d", "e"].map((name) => pod(name, "5")));
    cluster.store.delete("Pod", "shop", "b");
    cluster.clock.advance(0);
    expect(why(cluster, "e").status).toBe("True");
  });

  it("counts its reasons node by node", () => {
    const cluster = world();
    cordon(cluster, "node-1");
    cluster.create(pod("picky", "9", { nodeSelector: { "topology.kubernetes.io/zone": "eu-central-b" } }));
    expect(why(cluster, "picky").message).toMatch(
      /^0\/4 nodes are available: 1 node\(s\) didn't match Pod's node affinity\/selector, 1 node\(s\) were unschedulable, 2 Insufficient cpu\. /,
    );
  });

  it("keeps off cordoned nodes, and comes back when they are uncordoned", () => {
    const cluster = world();
    for (const name of ["node-1", "node-2", "node-3", "node-4"]) cordon(cluster, name);
    expect(cluster.store.get("Node", undefined, "node-1")?.spec.taints).toMatchObject([
      { key: "node.kubernetes.io/unschedulable", effect: "NoSchedule" },
    ]);
    cluster.create(pod("one", "1"));
    expect(why(cluster, "one").status).toBe("False");
    cordon(cluster, "node-3", false);
    expect(cluster.get("Pod", "shop", "one").spec.nodeName).toBe("node-3");
    expect(cluster.store.get("Node", undefined, "node-3")?.spec.taints).toBeUndefined();
  });

  it("waits for the first node", () => {
    const cluster = world({ withNodes: false });
    cluster.create(pod("early", "1"));
    expect(why(cluster, "early").message).toBe("no nodes available to schedule pods");
    const [node] = nodes();
    if (node) cluster.create(node);
    expect(cluster.get("Pod", "shop", "early").spec.nodeName).toBe("node-1");
  });
});
