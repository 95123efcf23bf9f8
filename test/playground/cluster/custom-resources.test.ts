import { expect, test } from "vitest";
import { cluster, MERGE, STRATEGIC } from "./api.ts";
import { widgets } from "./objects.ts";

const path = "/apis/example.com/v1/namespaces/shop/widgets";
const widget = (spec: object) => ({ apiVersion: "example.com/v1", kind: "Widget", metadata: { name: "one" }, spec });

test("a definition brings its kind into being, and takes it away again", async () => {
  const { call, get } = await cluster();
  expect((await get(path)).code).toBe(404);
  const definition = "/apis/apiextensions.k8s.io/v1/customresourcedefinitions";
  await call("POST", definition, { body: widgets() });
  const conditions = (await get(`${definition}/widgets.example.com`)).body.status.conditions;
  expect(conditions.map(({ type, status }: { type: string; status: string }) => `${type}=${status}`)).toEqual([
    "NamesAccepted=True",
    "Established=True",
  ]);
  expect((await call("POST", path, { body: widget({ size: 1 }) })).code).toBe(201);
  await call("DELETE", `${definition}/widgets.example.com`);
  expect((await get(path)).code).toBe(404);
});

test("objects get the schema's defaults and lose what it does not name", async () => {
  const { call } = await cluster({ objects: [widgets()] });
  expect((await call("POST", path, { body: widget({ size: 1, shape: "round" }) })).body.spec).toEqual({
    size: 1,
    color: "blue",
  });
});

test("what the schema forbids is refused, with the field", async () => {
  const { call } = await cluster({ objects: [widgets()] });
  const fields = async (spec: object) =>
    (await call("POST", path, { body: widget(spec) })).body.details.causes.map(({ field }: { field: string }) => field);
  expect(await fields({})).toEqual(["spec.size"]);
  expect(await fields({ size: "big" })).toEqual(["spec.size"]);
  expect(await fields({ size: 1, color: 7 })).toEqual(["spec.color"]);
});

test("their lists have no known keys, so a strategic merge is refused", async () => {
  const { call } = await cluster({ objects: [widgets()] });
  await call("POST", path, { body: widget({ size: 1 }) });
  expect((await call("PATCH", `${path}/one`, { body: { spec: { size: 2 } }, type: STRATEGIC })).code).toBe(415);
  expect((await call("PATCH", `${path}/one`, { body: { spec: { size: 2 } }, type: MERGE })).body).toMatchObject({
    spec: { size: 2 },
    metadata: { generation: 2 },
  });
});
