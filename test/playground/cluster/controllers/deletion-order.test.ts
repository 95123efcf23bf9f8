import { describe, expect, it } from "vitest";
import type { KubeObject } from "../../../../src/playground/cluster/controllers/controller.ts";
import { firstToDelete } from "../../../../src/playground/cluster/controllers/deletion-order.ts";

interface Traits {
  node?: string;
  phase?: string;
  readyAt?: string;
  restarts?: number;
  createdAt?: string;
  cost?: string;
}

function pod(
  name: string,
  { node = name, phase = "Running", readyAt, restarts = 0, createdAt, cost }: Traits,
): KubeObject {
  const ready = { type: "Ready", status: readyAt ? "True" : "False", lastTransitionTime: readyAt };
  return {
    apiVersion: "v1",
    kind: "Pod",
    metadata: {
      name,
      uid: name,
      resourceVersion: "1",
      creationTimestamp: createdAt ?? "2026-11-23T09:00:00Z",
      ...(cost && { annotations: { "controller.kubernetes.io/pod-deletion-cost": cost } }),
    },
    spec: { nodeName: node },
    status: { phase, conditions: [ready], containerStatuses: [{ restartCount: restarts }] },
  };
}

const [early, late] = ["2026-11-23T10:00:00Z", "2026-11-23T11:00:00Z"];

describe("of two pods a ReplicaSet first gives up", () => {
  it.each<[string, Traits, Traits]>([
    ["the one without a node", { node: "" }, { phase: "Pending" }],
    ["the pending one", { phase: "Pending" }, { phase: "Running" }],
    ["the one that is not ready", {}, { readyAt: late }],
    ["the one of lower deletion cost", { readyAt: early, cost: "-1" }, { readyAt: late }],
    ["the one that has been ready for less long", { readyAt: late }, { readyAt: early }],
    ["the one that restarted more often", { readyAt: early, restarts: 3 }, { readyAt: early, restarts: 1 }],
    ["the younger one", { createdAt: late }, { createdAt: early }],
  ])("%s", (_why, goes, stays) => {
    expect(firstToDelete([pod("stays", stays), pod("goes", goes)], 1)[0]?.metadata.name).toBe("goes");
    expect(firstToDelete([pod("goes", goes), pod("stays", stays)], 1)[0]?.metadata.name).toBe("goes");
  });

  it("the one that shares its node with a third", () => {
    const pods = [
      pod("alone", { readyAt: late }),
      pod("a", { node: "n", readyAt: early }),
      pod("b", { node: "n", readyAt: early }),
    ];
    expect(firstToDelete(pods, 1)[0]?.spec.nodeName).toBe("n");
  });
});
