import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { KubeObject } from "../../../../src/playground/cluster/controllers/controller.ts";
import { scaleProportionally } from "../../../../src/playground/cluster/controllers/deployment/proportional-scaling.ts";

function replicaSet(index: number, replicas: number, maxReplicas: number): KubeObject {
  const annotations = { "deployment.kubernetes.io/max-replicas": String(maxReplicas) };
  const creationTimestamp = `2026-11-23T10:00:0${index}Z`;
  const metadata = { name: `web-${index}`, uid: String(index), resourceVersion: "1", creationTimestamp, annotations };
  return { apiVersion: "apps/v1", kind: "ReplicaSet", metadata, spec: { replicas }, status: {} };
}

/** Sizes of ReplicaSets, oldest first, after `spec.replicas` has become `desired` in the midst of a rollout. */
function sizes(before: readonly number[], desired: number, maxSurge: number, maxBefore: number): number[] {
  const sets = before.map((replicas, index) => replicaSet(index, replicas, maxBefore));
  const resizes = scaleProportionally({ desired, maxSurge, maxUnavailable: 0 }, sets.at(-1), sets.slice(0, -1));
  return sets.map(({ metadata, spec }) => {
    const resize = resizes.find(({ replicaSet }) => replicaSet.metadata.name === metadata.name);
    return resize?.replicas ?? spec.replicas;
  });
}

describe("scaling in the midst of a rollout", () => {
  it.each([
    { before: [8, 5], desired: 15, maxSurge: 3, maxBefore: 13, after: [11, 7], why: "in proportion" },
    { before: [8, 5], desired: 5, maxSurge: 3, maxBefore: 13, after: [5, 3], why: "in proportion, downwards" },
    { before: [5, 5], desired: 10, maxSurge: 1, maxBefore: 10, after: [5, 6], why: "up: the newer of two alike first" },
    {
      before: [5, 5],
      desired: 8,
      maxSurge: 1,
      maxBefore: 10,
      after: [4, 5],
      why: "down: the older of two alike first",
    },
    { before: [8, 5], desired: 0, maxSurge: 0, maxBefore: 13, after: [0, 0], why: "to nothing" },
  ])("$before to $desired: $why", ({ before, desired, maxSurge, maxBefore, after }) => {
    expect(sizes(before, desired, maxSurge, maxBefore)).toEqual(after);
  });

  it("hands out exactly the change, and takes from nobody while giving", () => {
    const cases = fc.record({
      before: fc.array(fc.integer({ min: 1, max: 30 }), { minLength: 2, maxLength: 5 }),
      desired: fc.nat(120),
      maxSurge: fc.nat(10),
    });
    fc.assert(
      fc.property(cases, ({ before, desired, maxSurge }) => {
        const sum = (numbers: readonly number[]) => numbers.reduce((all, one) => all + one, 0);
        const after = sizes(before, desired, maxSurge, sum(before));
        const allowed = desired === 0 ? 0 : desired + maxSurge;
        expect(sum(after)).toBe(allowed);
        after.forEach((size, index) => {
          expect(size).toBeGreaterThanOrEqual(0);
          const change = size - (before[index] ?? 0);
          if (allowed >= sum(before)) expect(change).toBeGreaterThanOrEqual(0);
          else expect(change).toBeLessThanOrEqual(0);
        });
      }),
    );
  });
});
