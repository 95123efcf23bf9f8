import { describe, expect, it } from "vitest";
import type { KubeObject, NewObject } from "../../../../src/playground/cluster/controllers/controller.ts";
import { requestDeletion } from "../../../../src/playground/cluster/controllers/deletion.ts";
import type { Condition } from "../../../../src/playground/cluster/controllers/objects/conditions.ts";
import { type World, world } from "./world.ts";

function pod(labels: Record<string, string> = {}, spec: Record<string, unknown> = {}): NewObject {
  const containers = [
    { name: "app", image: "app:1" },
    { name: "proxy", image: "proxy:1" },
  ];
  return {
    apiVersion: "v1",
    kind: "Pod",
    metadata: { name: "one", namespace: "shop", labels },
    spec: { containers, ...spec },
  };
}

const faulty = (fault: string) => pod({ "kubemate.dev/fault": fault });

function started(object: NewObject): World {
  const cluster = world();
  cluster.create(object);
  return cluster;
}

/** "app: waiting ContainerCreating, ready false, 0 restarts" of each container. */
function containers(cluster: World): string[] {
  const { status } = cluster.get("Pod", "shop", "one");
  return (status.containerStatuses as KubeObject["status"][]).map(({ name, state, ready, restartCount }) => {
    const [how] = Object.keys(state);
    const reason = state[how ?? ""].reason;
    return `${name}: ${how}${reason ? ` ${reason}` : ""}, ready ${ready}, ${restartCount} restarts`;
  });
}

const condition = (cluster: World, wanted: string) =>
  cluster.get("Pod", "shop", "one").status.conditions.find(({ type }: Condition) => type === wanted);

const kubeletEvents = (cluster: World) =>
  cluster.events("Pod", "shop", "one").filter((event) => !event.startsWith("Scheduled"));

describe("a healthy pod", () => {
  it("is created, runs, and turns ready a second later", () => {
    const cluster = started(pod());
    expect(containers(cluster)).toEqual([
      "app: waiting ContainerCreating, ready false, 0 restarts",
      "proxy: waiting ContainerCreating, ready false, 0 restarts",
    ]);
    expect(condition(cluster, "Ready")).toMatchObject({
      status: "False",
      reason: "ContainersNotReady",
      message: "containers with unready status: [app proxy]",
    });
    cluster.clock.advance(1300);
    expect(cluster.get("Pod", "shop", "one").status.phase).toBe("Running");
    expect(condition(cluster, "Ready").status).toBe("False");
    cluster.seconds(1);
    expect(containers(cluster)).toEqual([
      "app: running, ready true, 0 restarts",
      "proxy: running, ready true, 0 restarts",
    ]);
    expect(condition(cluster, "Ready")).not.toHaveProperty("reason");
    expect(cluster.get("Pod", "shop", "one").status).toMatchObject({ hostIP: "127.0.0.1", qosClass: "BestEffort" });
  });

  it("waits for its readiness probe's initial delay", () => {
    const readinessProbe = { httpGet: { port: 80 }, initialDelaySeconds: 20 };
    const cluster = started(pod({}, { containers: [{ name: "app", image: "app:1", readinessProbe }] }));
    cluster.seconds(19);
    expect(condition(cluster, "Ready").status).toBe("False");
    cluster.seconds(3);
    expect(condition(cluster, "Ready").status).toBe("True");
  });

  it("tells of each step", () => {
    const cluster = started(pod({}, { containers: [{ name: "app", image: "app:1" }] }));
    cluster.seconds(5);
    expect(kubeletEvents(cluster)).toEqual([
      'Pulling: Pulling image "app:1"',
      expect.stringMatching(
        /^Pulled: Successfully pulled image "app:1" in \d+ms \(\d+ms including waiting\)\. Image size: \d+ bytes\.$/,
      ),
      "Created: Container created",
      "Started: Container started",
    ]);
  });

  it("has an address of its own", () => {
    const cluster = started(pod());
    cluster.create({ ...pod(), metadata: { name: "two", namespace: "shop" } });
    cluster.seconds(1);
    const addresses = cluster.pods("shop").map(({ status }) => status.podIP);
    expect(new Set(addresses).size).toBe(2);
  });

  it("ends gracefully when it is deleted", () => {
    const cluster = started(pod());
    cluster.seconds(5);
    requestDeletion(cluster.store, cluster.clock, cluster.get("Pod", "shop", "one"));
    cluster.clock.advance(0);
    expect(cluster.get("Pod", "shop", "one").metadata).toMatchObject({
      deletionTimestamp: "2026-11-23T10:00:35Z",
      deletionGracePeriodSeconds: 30,
    });
    expect(kubeletEvents(cluster).slice(-2)).toEqual([
      "Killing: Stopping container app",
      "Killing: Stopping container proxy",
    ]);
    cluster.seconds(1);
    expect(cluster.pods("shop")).toEqual([]);
  });
});

describe("a fault", () => {
  it("image-pull: is tried again and again, and says what is wrong with the image", () => {
    const cluster = started(faulty("image-pull"));
    cluster.clock.advance(600);
    expect(containers(cluster)[0]).toBe("app: waiting ErrImagePull, ready false, 0 restarts");
    cluster.seconds(2);
    expect(containers(cluster)[0]).toBe("app: waiting ImagePullBackOff, ready false, 0 restarts");
    const [{ state }] = cluster.get("Pod", "shop", "one").status.containerStatuses;
    expect(state.waiting.message).toBe(
      'Back-off pulling image "app:1": ErrImagePull: failed to pull and unpack image "app:1": ' +
        'failed to resolve reference "app:1": app:1: not found',
    );
    expect(cluster.get("Pod", "shop", "one").status.phase).toBe("Pending");
    cluster.seconds(60);
    expect(kubeletEvents(cluster)).toContain("Failed: Error: ImagePullBackOff");
  });

  it("crash-loop: starts again, with waits that double, while the other container runs", () => {
    const cluster = started(faulty("crash-loop"));
    cluster.seconds(10);
    expect(containers(cluster)).toEqual([
      "app: waiting CrashLoopBackOff, ready false, 1 restarts",
      "proxy: running, ready true, 0 restarts",
    ]);
    const { uid } = cluster.get("Pod", "shop", "one").metadata;
    const message = () => cluster.get("Pod", "shop", "one").status.containerStatuses[0].state.waiting?.message;
    expect(message()).toBe(`back-off 10s restarting failed container=app pod=one_shop(${uid})`);
    expect(cluster.get("Pod", "shop", "one").status.containerStatuses[0].lastState.terminated).toMatchObject({
      exitCode: 1,
      reason: "Error",
    });
    cluster.seconds(600);
    expect(message()).toBe(`back-off 5m0s restarting failed container=app pod=one_shop(${uid})`);
    expect(cluster.get("Pod", "shop", "one").status.phase).toBe("Running");
  });

  it("out-of-memory: is killed with 137", () => {
    const cluster = started(faulty("out-of-memory"));
    cluster.seconds(30);
    expect(cluster.get("Pod", "shop", "one").status.containerStatuses[0].lastState.terminated).toMatchObject({
      exitCode: 137,
      reason: "OOMKilled",
    });
  });

  it("never-ready: runs, but its probe fails for ever", () => {
    const cluster = started(faulty("never-ready"));
    cluster.seconds(120);
    expect(containers(cluster)).toEqual([
      "app: running, ready false, 0 restarts",
      "proxy: running, ready true, 0 restarts",
    ]);
    expect(condition(cluster, "Ready")).toMatchObject({ message: "containers with unready status: [app]" });
    expect(kubeletEvents(cluster)).toContain(
      "Unhealthy: Readiness probe failed: HTTP probe failed with statuscode: 503",
    );
  });
});
