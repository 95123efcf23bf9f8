import { expect, test } from "vitest";
import { cluster, JSON_PATCH, MERGE, shop } from "./api.ts";
import { deployment, widgets } from "./objects.ts";

const scale = `${shop("deployments", "apps")}/web/scale`;

test("shows how many are wanted, how many there are, and which", async () => {
  const { get } = await cluster({ objects: [deployment("web", 3)], controllers: false });
  expect((await get(scale)).body).toMatchObject({
    kind: "Scale",
    apiVersion: "autoscaling/v1",
    metadata: { name: "web", namespace: "shop" },
    spec: { replicas: 3 },
    status: { replicas: 0, selector: "app=web" },
  });
});

test("scales under the preconditions of a JSON patch, and remembers who did", async () => {
  const { call, store } = await cluster({ objects: [deployment("web", 3)] });
  const { uid } = store.get("Deployment", "shop", "web")?.metadata ?? { uid: "" };
  const body = [
    { op: "test", path: "/metadata/uid", value: uid },
    { op: "test", path: "/spec/replicas", value: 3 },
    { op: "replace", path: "/spec/replicas", value: 0 },
  ];
  expect((await call("PATCH", `${scale}?fieldManager=op-1`, { body, type: JSON_PATCH })).body.spec).toEqual({});
  expect(store.get("Deployment", "shop", "web")).toMatchObject({
    spec: { replicas: 0 },
    metadata: { generation: 2, managedFields: [{ manager: "op-1", subresource: "scale", apiVersion: "apps/v1" }] },
  });
  expect((await call("PATCH", scale, { body, type: JSON_PATCH })).code).toBe(422);
});

test("refuses a stale version, and less than nothing", async () => {
  const { call, get } = await cluster({ objects: [deployment("web", 3)] });
  const { body } = await get(scale);
  await call("PATCH", scale, { body: { spec: { replicas: 4 } }, type: MERGE });
  expect((await call("PUT", scale, { body })).body).toMatchObject({ code: 409, reason: "Conflict" });
  expect((await call("PATCH", scale, { body: { spec: { replicas: -1 } }, type: MERGE })).body).toMatchObject({
    code: 422,
    details: { kind: "Scale", causes: [{ field: "spec.replicas" }] },
  });
});

test("a dry run scales nothing", async () => {
  const { call, store } = await cluster({ objects: [deployment("web", 3)] });
  expect(
    (await call("PATCH", `${scale}?dryRun=All`, { body: { spec: { replicas: 9 } }, type: MERGE })).body.spec.replicas,
  ).toBe(9);
  expect(store.get("Deployment", "shop", "web")?.spec.replicas).toBe(3);
});

test("custom kinds scale where their definition says", async () => {
  const { call, store } = await cluster({ objects: [widgets()] });
  const path = "/apis/example.com/v1/namespaces/shop/widgets";
  await call("POST", path, {
    body: { apiVersion: "example.com/v1", kind: "Widget", metadata: { name: "one" }, spec: { size: 3 } },
  });
  await call("PATCH", `${path}/one/scale`, { body: { spec: { replicas: 8 } }, type: MERGE });
  expect(store.get("Widget.example.com", "shop", "one")?.spec).toEqual({ size: 8, color: "blue" });
});
