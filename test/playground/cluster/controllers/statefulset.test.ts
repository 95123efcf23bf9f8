import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isReady } from "../../../../src/playground/cluster/controllers/objects/pods.ts";
import { release, statefulSet, template } from "./manifests.ts";
import { type World, world } from "./world.ts";

const names = (cluster: World) => cluster.pods("shop").map(({ metadata }) => metadata.name);
const images = (cluster: World) =>
  cluster.pods("shop").map(({ metadata, spec }) => `${metadata.name} ${spec.containers[0].image}`);

function running(spec: Record<string, unknown> = {}): World {
  const cluster = world();
  cluster.create(statefulSet("db", { replicas: 3, ...spec }));
  cluster.seconds(15);
  return cluster;
}

/** The order in which pods came and went: "+db-0", "-db-2". */
function comingsAndGoings(cluster: World): string[] {
  return cluster.changes.flatMap(({ type, object }) => {
    if (object.kind !== "Pod" || type === "MODIFIED") return [];
    return `${type === "ADDED" ? "+" : "-"}${object.metadata.name}`;
  });
}

describe("a StatefulSet", () => {
  it("makes its pods one after the other, each when the one before is ready", () => {
    const cluster = world();
    cluster.create(statefulSet("db", { replicas: 3 }));
    expect(names(cluster)).toEqual(["db-0"]);
    cluster.store.onChange(({ type, object }) => {
      if (type !== "ADDED" || object.kind !== "Pod") return;
      const before = cluster.pods("shop").filter(({ metadata }) => metadata.name !== object.metadata.name);
      expect(before.every(isReady)).toBe(true);
    });
    cluster.seconds(15);
    expect(names(cluster)).toEqual(["db-0", "db-1", "db-2"]);
    expect(cluster.events("StatefulSet", "shop", "db")).toEqual([
      "SuccessfulCreate: Create Pod db-0 in StatefulSet db successful",
      "SuccessfulCreate: Create Pod db-1 in StatefulSet db successful",
      "SuccessfulCreate: Create Pod db-2 in StatefulSet db successful",
    ]);
  });

  it("gives each pod its identity", () => {
    const pod = running().get("Pod", "shop", "db-1");
    expect(pod.metadata.labels).toMatchObject({
      "statefulset.kubernetes.io/pod-name": "db-1",
      "apps.kubernetes.io/pod-index": "1",
    });
    expect(pod.spec).toMatchObject({ hostname: "db-1", subdomain: "db" });
  });

  it("waits behind a pod that does not get ready", () => {
    const cluster = world();
    const faulty = template("db", "db:1", { "kubemate.dev/fault": "never-ready" });
    cluster.create(statefulSet("db", { replicas: 3, template: faulty }));
    cluster.seconds(60);
    expect(names(cluster)).toEqual(["db-0"]);
  });

  it("with Parallel waits for nobody", () => {
    const cluster = world();
    cluster.create(statefulSet("db", { replicas: 3, podManagementPolicy: "Parallel" }));
    expect(names(cluster)).toEqual(["db-0", "db-1", "db-2"]);
  });

  it("scales down from the top, one by one", () => {
    const cluster = running();
    cluster.patch("StatefulSet", "shop", "db", { spec: { replicas: 1 } });
    cluster.seconds(10);
    expect(comingsAndGoings(cluster).slice(3)).toEqual(["-db-2", "-db-1"]);
  });

  it("replaces its pods from the top, one by one, for a release", () => {
    const cluster = running();
    const before = cluster.get("StatefulSet", "shop", "db").status.currentRevision;
    cluster.patch("StatefulSet", "shop", "db", release("db", "db:2"));
    const during = cluster.get("StatefulSet", "shop", "db").status;
    expect(during.currentRevision).toBe(before);
    expect(during.updateRevision).not.toBe(before);

    cluster.seconds(30);
    expect(comingsAndGoings(cluster).slice(3)).toEqual(["-db-2", "+db-2", "-db-1", "+db-1", "-db-0", "+db-0"]);
    expect(images(cluster)).toEqual(["db-0 db:2", "db-1 db:2", "db-2 db:2"]);
    expect(cluster.get("StatefulSet", "shop", "db").status).toMatchObject({
      currentRevision: during.updateRevision,
      currentReplicas: 3,
      updatedReplicas: 3,
    });
  });

  it("keeps pods below the partition as they are, even when they are made anew", () => {
    const cluster = running();
    const updateStrategy = { rollingUpdate: { partition: 2 } };
    cluster.patch("StatefulSet", "shop", "db", { spec: { updateStrategy, ...release("db", "db:2").spec } });
    cluster.seconds(20);
    cluster.store.delete("Pod", "shop", "db-0");
    cluster.seconds(10);
    expect(images(cluster)).toEqual(["db-0 db:1", "db-1 db:1", "db-2 db:2"]);
  });

  it("with OnDelete leaves it to people which pod gets the release, and when", () => {
    const cluster = running({ updateStrategy: { type: "OnDelete" } });
    cluster.patch("StatefulSet", "shop", "db", release("db", "db:2"));
    cluster.seconds(20);
    cluster.store.delete("Pod", "shop", "db-1");
    cluster.seconds(10);
    expect(images(cluster)).toEqual(["db-0 db:1", "db-1 db:2", "db-2 db:1"]);
  });

  it("gives an old template its ControllerRevision back, under the next number", () => {
    const cluster = running({ replicas: 1 });
    for (const image of ["db:2", "db:1"]) {
      cluster.patch("StatefulSet", "shop", "db", release("db", image));
      cluster.seconds(10);
    }
    const revisions = cluster.store.list("ControllerRevision", "shop");
    const numbers = revisions.map(({ data, revision }) => `${data.spec.template.spec.containers[0].image} ${revision}`);
    expect(numbers.sort()).toEqual(["db:1 3", "db:2 2"]);
  });

  it("never has two pods missing at once in a release, whatever the pause between releases", {
    timeout: 60_000,
  }, () => {
    const cases = fc.record({
      replicas: fc.integer({ min: 1, max: 5 }),
      pauses: fc.array(fc.nat(15), { maxLength: 3 }),
    });
    fc.assert(
      fc.property(cases, ({ replicas, pauses }) => {
        const cluster = world();
        cluster.create(statefulSet("db", { replicas }));
        cluster.seconds(30);
        let fewest = replicas;
        cluster.store.onChange(() => {
          const serving = cluster.pods("shop").filter((pod) => isReady(pod) && !pod.metadata.deletionTimestamp);
          fewest = Math.min(fewest, serving.length);
        });
        pauses.forEach((pause, index) => {
          cluster.patch("StatefulSet", "shop", "db", release("db", `db:${index + 2}`));
          cluster.seconds(pause);
        });
        cluster.seconds(60);
        expect(fewest).toBeGreaterThanOrEqual(replicas - 1);
        expect(cluster.pods("shop").filter(isReady)).toHaveLength(replicas);
      }),
      { numRuns: 15 },
    );
  });
});
