import { describe, expect, it } from "vitest";
import { isReady } from "../../../../src/playground/cluster/controllers/objects/pods.ts";
import { daemonSet, release } from "./manifests.ts";
import { type World, world } from "./world.ts";

const placed = (cluster: World) =>
  cluster
    .pods("shop")
    .map(({ spec }) => `${spec.nodeName} ${spec.containers[0].image}`)
    .sort();

function running(spec: Record<string, unknown> = {}): World {
  const cluster = world();
  cluster.create(daemonSet("agent", spec));
  cluster.seconds(10);
  return cluster;
}

describe("a DaemonSet", () => {
  it("has one pod on each node", () => {
    const cluster = running();
    expect(placed(cluster)).toEqual(["node-1 agent:1", "node-2 agent:1", "node-3 agent:1", "node-4 agent:1"]);
    expect(cluster.get("DaemonSet", "shop", "agent").status).toMatchObject({
      desiredNumberScheduled: 4,
      currentNumberScheduled: 4,
      numberReady: 4,
      numberAvailable: 4,
      updatedNumberScheduled: 4,
      numberMisscheduled: 0,
    });
  });

  it("runs on cordoned nodes too", () => {
    const cluster = world();
    const node = cluster.store.get("Node", undefined, "node-1");
    if (node) cluster.store.update({ ...node, spec: { ...node.spec, unschedulable: true } });
    cluster.create(daemonSet("agent"));
    cluster.seconds(10);
    expect(placed(cluster)).toContain("node-1 agent:1");
  });

  it("follows the labels of nodes", () => {
    const cluster = world();
    const nodeSelector = { "topology.kubernetes.io/zone": "eu-central-a" };
    const { spec } = daemonSet("agent");
    cluster.create(
      daemonSet("agent", { template: { ...spec.template, spec: { ...spec.template.spec, nodeSelector } } }),
    );
    cluster.seconds(10);
    expect(placed(cluster)).toEqual(["node-1 agent:1", "node-3 agent:1"]);

    const node = structuredClone(cluster.store.get("Node", undefined, "node-3"));
    if (!node?.metadata.labels) throw new Error("node-3 has no labels");
    node.metadata.labels["topology.kubernetes.io/zone"] = "eu-central-b";
    cluster.store.update(node);
    cluster.seconds(10);
    expect(placed(cluster)).toEqual(["node-1 agent:1"]);
  });

  it("makes a release node by node", () => {
    const cluster = running();
    let fewest = 4;
    cluster.store.onChange(() => {
      const serving = cluster.pods("shop").filter((pod) => isReady(pod) && !pod.metadata.deletionTimestamp);
      fewest = Math.min(fewest, serving.length);
    });
    cluster.patch("DaemonSet", "shop", "agent", release("agent", "agent:2"));
    cluster.seconds(40);
    expect(placed(cluster)).toEqual(["node-1 agent:2", "node-2 agent:2", "node-3 agent:2", "node-4 agent:2"]);
    expect(fewest).toBe(3);
  });

  it("with OnDelete replaces only what people delete", () => {
    const cluster = running({ updateStrategy: { type: "OnDelete" } });
    cluster.patch("DaemonSet", "shop", "agent", release("agent", "agent:2"));
    cluster.seconds(20);
    const onNode2 = cluster.pods("shop").find(({ spec }) => spec.nodeName === "node-2");
    cluster.store.delete("Pod", "shop", onNode2?.metadata.name ?? "");
    cluster.seconds(10);
    expect(placed(cluster)).toEqual(["node-1 agent:1", "node-2 agent:2", "node-3 agent:1", "node-4 agent:1"]);
  });

  it("numbers its revisions, and an undo too", () => {
    const cluster = running();
    for (const image of ["agent:2", "agent:1"]) {
      cluster.patch("DaemonSet", "shop", "agent", release("agent", image));
      cluster.seconds(40);
    }
    const revisions = cluster.store.list("ControllerRevision", "shop");
    const numbers = revisions.map(({ data, revision }) => `${data.spec.template.spec.containers[0].image} ${revision}`);
    expect(numbers.sort()).toEqual(["agent:1 3", "agent:2 2"]);
  });
});
