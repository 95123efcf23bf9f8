import { describe, expect, it } from "vitest";
import { isActive, isReady } from "../../../../src/playground/cluster/controllers/objects/pods.ts";
import { deployment, release, template } from "./manifests.ts";
import { type World, world } from "./world.ts";

interface Condition {
  type: string;
  status: string;
  reason: string;
  message: string;
}

const condition = (cluster: World, type: string) => {
  const all: Condition[] = cluster.get("Deployment", "shop", "web").status.conditions;
  const found = all.find((one) => one.type === type);
  return found && `${found.status} ${found.reason}: ${found.message}`;
};

/** "3 web:2, 0 web:1", newest revision first. */
const sizes = (cluster: World) =>
  cluster.store
    .list("ReplicaSet", "shop")
    .toSorted((a, b) => revisionOf(b) - revisionOf(a))
    .map(({ spec }) => `${spec.replicas} ${spec.template.spec.containers[0].image}`)
    .join(", ");

const revisionOf = ({ metadata }: { metadata: { annotations?: Record<string, string> } }) =>
  Number(metadata.annotations?.["deployment.kubernetes.io/revision"]);

function running(spec: Record<string, unknown> = {}): World {
  const cluster = world();
  cluster.create(deployment("web", { replicas: 3, ...spec }));
  cluster.seconds(10);
  return cluster;
}

describe("a new Deployment", () => {
  it("gets its pods, and says so", () => {
    const cluster = running();
    expect(cluster.get("Deployment", "shop", "web").status).toMatchObject({
      observedGeneration: 1,
      replicas: 3,
      updatedReplicas: 3,
      readyReplicas: 3,
      availableReplicas: 3,
    });
    const [replicaSet] = cluster.store.list("ReplicaSet", "shop");
    expect(condition(cluster, "Available")).toBe("True MinimumReplicasAvailable: Deployment has minimum availability.");
    expect(condition(cluster, "Progressing")).toBe(
      `True NewReplicaSetAvailable: ReplicaSet "${replicaSet?.metadata.name}" has successfully progressed.`,
    );
    expect(cluster.events("Deployment", "shop", "web")).toEqual([
      `ScalingReplicaSet: Scaled up replica set ${replicaSet?.metadata.name} from 0 to 3`,
    ]);
    expect(replicaSet?.metadata.annotations).toEqual({
      "deployment.kubernetes.io/revision": "1",
      "deployment.kubernetes.io/desired-replicas": "3",
      "deployment.kubernetes.io/max-replicas": "4",
    });
  });

  it("keeps its generation when its revision is noted", () => {
    expect(running().get("Deployment", "shop", "web").metadata).toMatchObject({
      generation: 1,
      annotations: { "deployment.kubernetes.io/revision": "1" },
    });
  });

  it("replaces a pod that was deleted", () => {
    const cluster = running();
    const [pod] = cluster.pods("shop");
    cluster.store.delete("Pod", "shop", pod?.metadata.name ?? "");
    cluster.seconds(10);
    expect(cluster.pods("shop").filter(isReady)).toHaveLength(3);
  });

  it("lets go of a pod that was relabelled, and makes another", () => {
    const cluster = running();
    const name = cluster.pods("shop")[0]?.metadata.name ?? "";
    cluster.patch("Pod", "shop", name, { metadata: { labels: { app: "web-under-inspection" } } });
    cluster.seconds(10);
    expect(cluster.pods("shop")).toHaveLength(4);
    expect(cluster.get("Pod", "shop", name).metadata.ownerReferences).toBeUndefined();
  });
});

describe("a release", () => {
  it("goes pod by pod, with the old revision kept at zero", () => {
    const cluster = running();
    cluster.patch("Deployment", "shop", "web", release("web", "web:2"));
    expect(sizes(cluster)).toBe("1 web:2, 3 web:1");
    cluster.seconds(30);
    expect(sizes(cluster)).toBe("3 web:2, 0 web:1");
    const [, ...messages] = cluster.events("Deployment", "shop", "web");
    expect(messages.map((message) => message.replace(/web-\w+/, "web"))).toEqual([
      "ScalingReplicaSet: Scaled up replica set web from 0 to 1",
      "ScalingReplicaSet: Scaled down replica set web from 3 to 2",
      "ScalingReplicaSet: Scaled up replica set web from 1 to 2",
      "ScalingReplicaSet: Scaled down replica set web from 2 to 1",
      "ScalingReplicaSet: Scaled up replica set web from 2 to 3",
      "ScalingReplicaSet: Scaled down replica set web from 1 to 0",
    ]);
  });

  it("that is undone brings its ReplicaSet back under a new number", () => {
    const cluster = running();
    cluster.patch("Deployment", "shop", "web", release("web", "web:2"));
    cluster.seconds(30);
    cluster.patch("Deployment", "shop", "web", release("web", "web:1"));
    cluster.seconds(30);
    expect(sizes(cluster)).toBe("3 web:1, 0 web:2");
    const back = cluster.store.list("ReplicaSet", "shop").find(({ spec }) => spec.replicas === 3);
    expect(back?.metadata.annotations).toMatchObject({
      "deployment.kubernetes.io/revision": "3",
      "deployment.kubernetes.io/revision-history": "1",
    });
  });

  it("that is undone again and again keeps all numbers that it has had", () => {
    const cluster = running({ replicas: 1 });
    for (const image of ["web:2", "web:1", "web:2", "web:1"]) {
      cluster.patch("Deployment", "shop", "web", release("web", image));
      cluster.seconds(20);
    }
    const [first] = cluster.store.list("ReplicaSet", "shop").filter(({ spec }) => spec.replicas === 1);
    expect(first?.metadata.annotations).toMatchObject({
      "deployment.kubernetes.io/revision": "5",
      "deployment.kubernetes.io/revision-history": "1,3",
    });
  });

  it("carries the change-cause to its ReplicaSet", () => {
    const cluster = running();
    const annotations = { "kubernetes.io/change-cause": "faster search" };
    cluster.patch("Deployment", "shop", "web", { metadata: { annotations }, ...release("web", "web:2") });
    const newest = cluster.store.list("ReplicaSet", "shop").find((set) => revisionOf(set) === 2);
    expect(newest?.metadata.annotations).toMatchObject(annotations);
  });

  it("that never gets ready is told to be stuck after its deadline, with the old pods still serving", () => {
    const cluster = running({ progressDeadlineSeconds: 60 });
    const labels = { "kubemate.dev/fault": "crash-loop" };
    cluster.patch("Deployment", "shop", "web", { spec: { template: template("web", "web:2", labels) } });
    cluster.seconds(50);
    expect(condition(cluster, "Progressing")).toMatch(
      /^True ReplicaSetUpdated: ReplicaSet "web-\w+" is progressing\.$/,
    );
    cluster.seconds(30);
    expect(condition(cluster, "Progressing")).toMatch(
      /^False ProgressDeadlineExceeded: ReplicaSet "web-\w+" has timed out progressing\.$/,
    );
    expect(sizes(cluster)).toBe("1 web:2, 3 web:1");
    expect(cluster.pods("shop").filter(isReady)).toHaveLength(3);
  });

  it("with Recreate has no old and new pods at the same time", () => {
    const cluster = running({ strategy: { type: "Recreate" } });
    const mixes = new Set<string>();
    cluster.store.onChange(() => {
      const images = cluster.pods("shop").map(({ spec }) => spec.containers[0].image);
      mixes.add([...new Set(images)].join("+"));
    });
    cluster.patch("Deployment", "shop", "web", release("web", "web:2"));
    cluster.seconds(20);
    expect([...mixes]).toEqual(["web:1", "", "web:2"]);
    expect(cluster.pods("shop").filter(isReady)).toHaveLength(3);
  });

  it("drops revisions beyond the history limit, oldest first", () => {
    const cluster = running({ revisionHistoryLimit: 1, replicas: 1 });
    for (const image of ["web:2", "web:3", "web:4"]) {
      cluster.patch("Deployment", "shop", "web", release("web", image));
      cluster.seconds(20);
    }
    expect(sizes(cluster)).toBe("1 web:4, 0 web:3");
  });
});

describe("scaling", () => {
  it("down gives up pods that are not ready first, then the youngest", () => {
    const cluster = running({ replicas: 2 });
    const oldest = cluster.pods("shop").map(({ metadata }) => metadata.name);
    cluster.patch("Deployment", "shop", "web", { spec: { replicas: 3 } });
    cluster.seconds(10);
    const youngest = cluster.pods("shop").find(({ metadata }) => !oldest.includes(metadata.name));
    cluster.patch("Deployment", "shop", "web", { spec: { replicas: 4 } });
    cluster.clock.advance(100);
    const unready = cluster.pods("shop").find((pod) => !isReady(pod));

    cluster.patch("Deployment", "shop", "web", { spec: { replicas: 2 } });
    const leaving = cluster.pods("shop").filter((pod) => !isActive(pod));
    expect(new Set(leaving.map(({ metadata }) => metadata.name))).toEqual(
      new Set([unready?.metadata.name, youngest?.metadata.name]),
    );
  });

  it("in the midst of a release is shared between old and new pods", () => {
    const cluster = running({ replicas: 10 });
    const labels = { "kubemate.dev/fault": "never-ready" };
    cluster.patch("Deployment", "shop", "web", { spec: { template: template("web", "web:2", labels) } });
    cluster.seconds(20);
    expect(sizes(cluster)).toBe("5 web:2, 8 web:1");
    cluster.patch("Deployment", "shop", "web", { spec: { replicas: 20 } });
    expect(sizes(cluster)).toBe("10 web:2, 15 web:1");
  });

  it("is no new revision", () => {
    const cluster = running();
    cluster.patch("Deployment", "shop", "web", { spec: { replicas: 5 } });
    cluster.seconds(10);
    expect(sizes(cluster)).toBe("5 web:1");
    expect(cluster.events("Deployment", "shop", "web").at(-1)).toMatch(/^ScalingReplicaSet: Scaled up .* from 3 to 5$/);
  });
});

describe("a paused Deployment", () => {
  it("says so, still scales, and makes its release when it is resumed", () => {
    const cluster = running();
    cluster.patch("Deployment", "shop", "web", { spec: { paused: true } });
    expect(condition(cluster, "Progressing")).toBe("Unknown DeploymentPaused: Deployment is paused");

    cluster.patch("Deployment", "shop", "web", { spec: { replicas: 4, ...release("web", "web:2").spec } });
    cluster.seconds(20);
    expect(sizes(cluster)).toBe("4 web:1");

    cluster.patch("Deployment", "shop", "web", { spec: { paused: false } });
    cluster.seconds(40);
    expect(sizes(cluster)).toBe("4 web:2, 0 web:1");
  });
});

describe("a Deployment under a quota", () => {
  it("tells why pods are missing, and makes them when there is room", () => {
    const cluster = world();
    const quota = { apiVersion: "v1", kind: "ResourceQuota", metadata: { name: "small", namespace: "shop" } };
    cluster.create({ ...quota, spec: { hard: { pods: "2" } } }, deployment("web", { replicas: 3 }));
    cluster.seconds(5);
    expect(cluster.pods("shop")).toHaveLength(2);
    expect(condition(cluster, "ReplicaFailure")).toMatch(
      /^True FailedCreate: pods "web-[\w-]+" is forbidden: exceeded quota: small/,
    );

    cluster.patch("ResourceQuota", "shop", "small", { spec: { hard: { pods: "5" } } });
    cluster.seconds(20);
    expect(cluster.pods("shop").filter(isReady)).toHaveLength(3);
    expect(condition(cluster, "ReplicaFailure")).toBeUndefined();
  });
});
