import { describe, expect, it } from "vitest";
import { faultLabel } from "../../../../src/playground/cluster/controllers/kubelet/faults.ts";
import type { Condition } from "../../../../src/playground/cluster/controllers/objects/conditions.ts";
import { deployment } from "./manifests.ts";
import { type World, world } from "./world.ts";

function withNodeDown(): { cluster: World; name: string; pod: string } {
  const cluster = world();
  cluster.create(deployment("web", { replicas: 1 }));
  cluster.seconds(30);
  const [pod] = cluster.pods("shop", "web");
  const name: string = pod?.spec.nodeName;
  set(cluster, name, "down");
  return { cluster, name, pod: pod?.metadata.name ?? "" };
}

function set(cluster: World, name: string, fault: string | undefined): void {
  const node = cluster.store.get("Node", undefined, name);
  if (!node) throw new Error(`no node ${name}`);
  const { [faultLabel]: _, ...labels } = node.metadata.labels ?? {};
  const marked = { ...labels, ...(fault !== undefined && { [faultLabel]: fault }) };
  cluster.store.update({ ...node, metadata: { ...node.metadata, labels: marked } });
}

const ready = (cluster: World, name: string) =>
  cluster.store
    .get("Node", undefined, name)
    ?.status.conditions.find(({ type }: Condition) => type === "Ready") as Condition;

describe("a node that falls silent", () => {
  it("counts as ready for a while, then as unreachable, and its pods as not ready", () => {
    const { cluster, name, pod } = withNodeDown();
    cluster.seconds(45);
    expect(ready(cluster, name).status).toBe("True");
    cluster.seconds(10);
    expect(ready(cluster, name)).toMatchObject({ status: "Unknown", reason: "NodeStatusUnknown" });
    expect(cluster.get("Deployment", "shop", "web").status.availableReplicas ?? 0).toBe(0);
    expect(cluster.pods("shop", "web").map(({ metadata }) => metadata.name)).toEqual([pod]);
  });

  it("loses its pods after five minutes: another node runs them, and the old ones stay until it is back", () => {
    const { cluster, name, pod } = withNodeDown();
    cluster.seconds(50 + 300 + 30);
    const pods = cluster.pods("shop", "web");
    expect(pods).toHaveLength(2);
    const old = pods.find(({ metadata }) => metadata.name === pod);
    const fresh = pods.find(({ metadata }) => metadata.name !== pod);
    expect(old?.metadata.deletionTimestamp).toBeDefined();
    expect(fresh?.spec.nodeName).not.toBe(name);
    expect(cluster.get("Deployment", "shop", "web").status.availableReplicas).toBe(1);

    set(cluster, name, undefined);
    cluster.seconds(60);
    expect(ready(cluster, name).status).toBe("True");
    expect(cluster.pods("shop", "web").map(({ metadata }) => metadata.name)).toEqual([fresh?.metadata.name]);
  });
});
