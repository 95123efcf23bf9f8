import { describe, expect, it } from "vitest";
import { isReady } from "../../src/playground/cluster/controllers/objects/pods.ts";
import { people, seedObjects, seedRollouts } from "../../src/playground/seed.ts";
import { type World, world } from "./cluster/controllers/world.ts";

function seeded(): World {
  const cluster = world({ withNodes: false });
  // A custom resource needs its definition to be served, which is the API server's part.
  cluster.create(...seedObjects().filter(({ kind, metadata }) => kind !== "Backup" && metadata.name !== "shop"));
  cluster.seconds(30);
  return cluster;
}

const unready = (cluster: World, namespace: string) =>
  cluster.pods(namespace).flatMap((pod) => (isReady(pod) ? [] : (pod.metadata.labels?.["app"] ?? [])));

describe("the seed", () => {
  it("is a healthy shop, and one workload for each kind of trouble", () => {
    const cluster = seeded();
    expect(["shop", "staging", "ops"].flatMap((namespace) => unready(cluster, namespace))).toEqual([]);
    expect(new Set(unready(cluster, "broken"))).toEqual(new Set(["catalog", "orders", "search", "mail", "report"]));
  });

  it("has a past after its rollouts", () => {
    const cluster = seeded();
    for (const { kind, namespace, name, patch } of seedRollouts()) cluster.patch(kind, namespace, name, patch);
    cluster.seconds(60);
    const web = cluster.get("Deployment", "shop", "web");
    expect(web.metadata.annotations).toMatchObject({
      "deployment.kubernetes.io/revision": "2",
      "kubernetes.io/change-cause": "web 2.4.0: faster search",
    });
    expect(["shop", "ops"].flatMap((namespace) => unready(cluster, namespace))).toEqual([]);
  });

  it("gives no person but the platform's owner a look at Secrets", () => {
    const rules = seedObjects().filter(
      ({ kind, metadata }) => kind === "ClusterRole" && metadata.name !== "platform-owner",
    );
    for (const { metadata, rules: own } of rules) expect(JSON.stringify(own), metadata.name).not.toContain("secrets");
  });

  it("binds every group that its people are in", () => {
    const bound = new Set(
      seedObjects().flatMap(({ subjects = [] }) => subjects.map((one: { name: string }) => one.name)),
    );
    for (const { groups } of Object.values(people)) for (const group of groups) expect(bound).toContain(group);
  });
});
