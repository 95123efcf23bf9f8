import { expect, test } from "vitest";
import { cluster, shop } from "./api.ts";
import { pod } from "./objects.ts";

const running = (name: string) => ({
  ...pod(name, { nodeName: "node-1" }),
  status: { phase: "Running", conditions: [{ type: "Ready", status: "True" }] },
});

const budget = (disruptionsAllowed: number) => ({
  apiVersion: "policy/v1",
  kind: "PodDisruptionBudget",
  metadata: { name: "web", namespace: "shop" },
  spec: { minAvailable: 2, selector: { matchLabels: { app: "web" } } },
  status: {
    observedGeneration: 1,
    disruptionsAllowed,
    currentHealthy: 2 + disruptionsAllowed,
    desiredHealthy: 2,
    expectedPods: 3,
  },
});

const eviction = (name: string, more: object = {}) => ({
  apiVersion: "policy/v1",
  kind: "Eviction",
  metadata: { name, namespace: "shop" },
  ...more,
});

const evict = `${shop("pods")}/web-1/eviction`;

test("a budget that allows it is spent", async () => {
  const { call, store } = await cluster({ objects: [running("web-1"), budget(1)], controllers: false });
  expect(await call("POST", evict, { body: eviction("web-1") })).toMatchObject({
    code: 201,
    body: { status: "Success" },
  });
  expect(store.get("PodDisruptionBudget", "shop", "web")?.status).toMatchObject({
    disruptionsAllowed: 0,
    disruptedPods: { "web-1": "2026-11-23T08:00:00Z" },
  });
  expect(store.get("Pod", "shop", "web-1")).toMatchObject({
    metadata: { deletionTimestamp: "2026-11-23T08:00:30Z" },
    status: { conditions: expect.arrayContaining([expect.objectContaining({ type: "DisruptionTarget" })]) },
  });
});

test("a budget that is used up refuses, and says why", async () => {
  const { call, store } = await cluster({ objects: [running("web-1"), budget(0)], controllers: false });
  expect((await call("POST", evict, { body: eviction("web-1") })).body).toMatchObject({
    code: 429,
    reason: "TooManyRequests",
    message: "Cannot evict pod as it would violate the pod's disruption budget.",
    details: {
      causes: [
        { reason: "DisruptionBudget", message: "The disruption budget web needs 2 healthy pods and has 2 currently" },
      ],
    },
  });
  expect(store.get("Pod", "shop", "web-1")?.metadata.deletionTimestamp).toBeUndefined();
});

test("a dry run asks the budget and spends nothing", async () => {
  const { call, store } = await cluster({ objects: [running("web-1"), budget(1)], controllers: false });
  expect((await call("POST", `${evict}?dryRun=All`, { body: eviction("web-1") })).code).toBe(201);
  expect(store.get("PodDisruptionBudget", "shop", "web")?.status.disruptionsAllowed).toBe(1);
});

test("another pod of the same name is not the one that was meant", async () => {
  const { call } = await cluster({ objects: [running("web-1")], controllers: false });
  const body = eviction("web-1", { deleteOptions: { preconditions: { uid: "another" } } });
  expect((await call("POST", evict, { body })).code).toBe(409);
});
