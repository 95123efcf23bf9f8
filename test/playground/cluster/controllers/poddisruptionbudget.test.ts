import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { requestDeletion } from "../../../../src/playground/cluster/controllers/deletion.ts";
import { isActive, isReady } from "../../../../src/playground/cluster/controllers/objects/pods.ts";
import { deployment } from "./manifests.ts";
import { type World, world } from "./world.ts";

function guarded(replicas: number, spec: Record<string, unknown>): World {
  const cluster = world();
  const selector = { matchLabels: { app: "web" } };
  const budget = { apiVersion: "policy/v1", kind: "PodDisruptionBudget", metadata: { name: "web", namespace: "shop" } };
  cluster.create({ ...budget, spec: { selector, ...spec } }, deployment("web", { replicas }));
  cluster.seconds(10);
  return cluster;
}

const status = (cluster: World) => cluster.get("PodDisruptionBudget", "shop", "web").status;

describe("a PodDisruptionBudget", () => {
  it.each([
    [{ minAvailable: 2 }, { desiredHealthy: 2, disruptionsAllowed: 1 }],
    [{ minAvailable: "50%" }, { desiredHealthy: 2, disruptionsAllowed: 1 }],
    [{ maxUnavailable: 1 }, { desiredHealthy: 2, disruptionsAllowed: 1 }],
    [{ maxUnavailable: "34%" }, { desiredHealthy: 1, disruptionsAllowed: 2 }],
    [{ minAvailable: 3 }, { desiredHealthy: 3, disruptionsAllowed: 0 }],
  ])("%j of 3 pods: %j", (spec, expected) => {
    expect(status(guarded(3, spec))).toMatchObject({ currentHealthy: 3, expectedPods: 3, ...expected });
  });

  it("says whether an eviction would be granted", () => {
    const cluster = guarded(2, { minAvailable: 1 });
    expect(status(cluster).conditions).toMatchObject([
      { type: "DisruptionAllowed", status: "True", reason: "SufficientPods" },
    ]);
    cluster.patch("Deployment", "shop", "web", { spec: { replicas: 1 } });
    cluster.seconds(5);
    expect(status(cluster).conditions).toMatchObject([
      { type: "DisruptionAllowed", status: "False", reason: "InsufficientPods" },
    ]);
  });

  it("is never violated by those who evict only what it allows", { timeout: 60_000 }, () => {
    const cases = fc.record({
      replicas: fc.integer({ min: 1, max: 6 }),
      minAvailable: fc.nat(6),
      pauses: fc.array(fc.nat(2000), { maxLength: 12 }),
    });
    fc.assert(
      fc.property(cases, ({ replicas, minAvailable, pauses }) => {
        const cluster = guarded(replicas, { minAvailable });
        const healthy = () => cluster.pods("shop").filter((pod) => isReady(pod) && isActive(pod));
        for (const pause of pauses) {
          const [victim] = healthy();
          if (victim && status(cluster).disruptionsAllowed > 0) requestDeletion(cluster.store, cluster.clock, victim);
          expect(healthy().length).toBeGreaterThanOrEqual(Math.min(minAvailable, replicas));
          cluster.clock.advance(pause);
        }
      }),
      { numRuns: 25 },
    );
  });
});
