import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { KubeObject } from "../../../../src/playground/cluster/controllers/controller.ts";
import { isActive, isReady } from "../../../../src/playground/cluster/controllers/objects/pods.ts";
import { deployment, release } from "./manifests.ts";
import { type World, world } from "./world.ts";

const limit = (max: number) =>
  fc.oneof(
    fc.nat(max),
    fc.integer({ min: 0, max: 100 }).map((share) => `${share}%`),
  );

const rollouts = fc.record({
  replicas: fc.integer({ min: 1, max: 8 }),
  maxSurge: limit(4),
  maxUnavailable: limit(4),
  minReadySeconds: fc.nat(4),
  /** Seconds after which the next release comes, perhaps in the midst of the one before. */
  releases: fc.array(fc.integer({ min: 1, max: 30 }), { minLength: 1, maxLength: 4 }),
});

const pods = (count: number | string, of: number, round: (share: number) => number) =>
  typeof count === "number" ? count : round((Number.parseInt(count, 10) * of) / 100);

const isZero = (limit: number | string) => limit === 0 || limit === "0%";

describe("a rolling update, whatever its limits and however releases overlap", { timeout: 60_000 }, () => {
  it("never exceeds surge or unavailability, and ends with new pods only", () => {
    fc.assert(
      fc.property(rollouts, ({ replicas, maxSurge, maxUnavailable, minReadySeconds, releases }) => {
        const surge = pods(maxSurge, replicas, Math.ceil);
        const unavailable = pods(maxUnavailable, replicas, Math.floor);
        fc.pre(![maxSurge, maxUnavailable].every(isZero)); // refused by the API
        // Both of them rounded to nothing: one pod may be missing, or no rollout could ever move.
        const mayMiss = surge === 0 && unavailable === 0 ? 1 : unavailable;

        const cluster = world();
        const strategy = { rollingUpdate: { maxSurge, maxUnavailable } };
        cluster.create(deployment("web", { replicas, strategy, minReadySeconds }));
        cluster.seconds(30);
        const seen = watchPods(cluster);
        releases.forEach((pause, index) => {
          cluster.patch("Deployment", "shop", "web", release("web", `web:${index + 2}`));
          cluster.seconds(pause);
        });
        cluster.seconds(replicas * 20);

        expect(seen.most).toBeLessThanOrEqual(replicas + surge);
        expect(seen.fewestReady).toBeGreaterThanOrEqual(replicas - mayMiss);
        const images = cluster.pods("shop").map(({ spec }) => spec.containers[0].image);
        expect(images).toEqual(Array(replicas).fill(`web:${releases.length + 1}`));
        expect(revision(cluster)).toBe(releases.length + 1);
      }),
      { numRuns: 20 },
    );
  });

  it("stands still while paused", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 6 }), fc.nat(12), (replicas, after) => {
        const cluster = world();
        cluster.create(deployment("web", { replicas }));
        cluster.seconds(20);
        cluster.patch("Deployment", "shop", "web", release("web", "web:2"));
        cluster.clock.advance(after * 400);
        cluster.patch("Deployment", "shop", "web", { spec: { paused: true } });

        const sizes = () => cluster.store.list("ReplicaSet", "shop").map(({ spec }) => spec.replicas);
        const before = sizes();
        cluster.patch("Deployment", "shop", "web", release("web", "web:3"));
        cluster.seconds(60);
        expect(sizes()).toEqual(before);
      }),
      { numRuns: 20 },
    );
  });

  it("gives every release, and every undo, the next revision", () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom("web:1", "web:2", "web:3"), { maxLength: 8 }), (images) => {
        const cluster = world();
        cluster.create(deployment("web", { replicas: 1 }));
        cluster.seconds(10);
        let last = "web:1";
        for (const image of images) {
          const before = revision(cluster);
          cluster.patch("Deployment", "shop", "web", release("web", image));
          cluster.seconds(10);
          expect(revision(cluster)).toBe(image === last ? before : before + 1);
          last = image;
        }
      }),
      { numRuns: 20 },
    );
  });
});

function revision(cluster: World): number {
  return Number(cluster.get("Deployment", "shop", "web").metadata.annotations?.["deployment.kubernetes.io/revision"]);
}

/** The most pods that were there at once, and the fewest that were ready. */
function watchPods(cluster: World): { most: number; fewestReady: number } {
  const seen = { most: 0, fewestReady: Number.POSITIVE_INFINITY };
  const note = (active: readonly KubeObject[]) => {
    seen.most = Math.max(seen.most, active.length);
    seen.fewestReady = Math.min(seen.fewestReady, active.filter(isReady).length);
  };
  cluster.store.onChange(() => note(cluster.pods("shop").filter(isActive)));
  return seen;
}
