/** metrics.k8s.io, as `kubectl top` and autoscalers read it. */
import { expect, test } from "vitest";
import { sharedUsage } from "../../../src/playground/cluster/controllers/usage.ts";
import { startEmbeddedCluster } from "../../../src/playground/cluster/index.ts";
import { seedObjects } from "../../../src/playground/seed.ts";

const read = async (url: string) => {
  const response = await fetch(url);
  return { status: response.status, body: (await response.json()) as any };
};

test("every running pod and every node has its use, and a cluster without metrics-server serves none", async () => {
  const cluster = await startEmbeddedCluster({ objects: seedObjects(), usage: sharedUsage });
  const bare = await startEmbeddedCluster({ controllers: false });
  const path = `${cluster.url}/apis/metrics.k8s.io/v1beta1`;
  try {
    const running = () => cluster.store.list("Pod", "shop").filter(({ status }) => status.phase === "Running");
    await expect.poll(() => running().length, { timeout: 10_000 }).toBe(12);
    const pods = await read(`${path}/namespaces/shop/pods?labelSelector=app%3Dcheckout`);
    expect(pods.body.kind).toBe("PodMetricsList");
    expect(pods.body.items).toHaveLength(2);
    expect(pods.body.items[0].containers.map(({ name }: { name: string }) => name)).toEqual(["app", "envoy"]);
    expect(pods.body.items[0].containers[0].usage.cpu).toMatch(/^[1-9]\d+n$/);

    const nodes = await read(`${path}/nodes`);
    expect(nodes.body.items.map(({ metadata }: any) => metadata.name)).toEqual([
      "node-1",
      "node-2",
      "node-3",
      "node-4",
    ]);
    expect((await read(`${path}/nodes/nowhere`)).status).toBe(404);
    expect((await fetch(`${path}/nodes/node-1`, { method: "DELETE" })).status).toBe(405);
    expect((await fetch(`${bare.url}/apis/metrics.k8s.io/v1beta1/nodes`)).status).toBe(404);
  } finally {
    await cluster.stop();
    await bare.stop();
  }
});
