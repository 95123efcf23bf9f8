import { describe, expect, test } from "vitest";
import { cluster, JSON_PATCH, MERGE, shop, STRATEGIC } from "./api.ts";
import { configMap, deployment } from "./objects.ts";

const web = `${shop("deployments", "apps")}/web`;
const containersOf = (body: { spec: { template: { spec: { containers: unknown[] } } } }) =>
  body.spec.template.spec.containers;

describe("JSON patch", () => {
  test("changes what its tests allow", async () => {
    const { call, store } = await cluster({ objects: [deployment("web", 2)] });
    const { uid = "", generation } = store.get("Deployment", "shop", "web")?.metadata ?? {};
    const body = [
      { op: "test", path: "/metadata/uid", value: uid },
      { op: "test", path: "/metadata/generation", value: generation },
      { op: "replace", path: "/spec/replicas", value: 5 },
      { op: "add", path: "/metadata/annotations", value: { "a/b": "c" } },
      { op: "copy", from: "/metadata/annotations/a~1b", path: "/metadata/annotations/d" },
    ];
    expect((await call("PATCH", web, { body, type: JSON_PATCH })).body).toMatchObject({
      spec: { replicas: 5 },
      metadata: { annotations: { "a/b": "c", d: "c" } },
    });
    expect((await call("PATCH", web, { body, type: JSON_PATCH })).body).toMatchObject({
      code: 422,
      reason: "Invalid",
      message: "the server rejected our request due to an error in our request",
    });
  });

  test.each([
    ["removes a list item", [{ op: "remove", path: "/spec/template/spec/containers/0" }], 422],
    ["removes what is not there", [{ op: "remove", path: "/metadata/annotations/none" }], 422],
    ["reaches into what is not there", [{ op: "add", path: "/spec/nothing/here", value: 1 }], 422],
    ["is no list", { op: "add" }, 400],
  ])("%s", async (_, body, code) => {
    const { call } = await cluster({ objects: [deployment("web")] });
    expect((await call("PATCH", web, { body, type: JSON_PATCH })).code).toBe(code);
  });
});

describe("merge patch", () => {
  test("merges objects, removes with null, replaces lists", async () => {
    const { call } = await cluster({ objects: [configMap("a", { keep: "1", drop: "2" })] });
    const body = { data: { drop: null, add: "3" } };
    expect((await call("PATCH", `${shop("configmaps")}/a`, { body, type: MERGE })).body.data).toEqual({
      keep: "1",
      add: "3",
    });
  });

  test("that changes nothing leaves the version alone", async () => {
    const { call, store } = await cluster({ objects: [configMap("a", { key: "1" })] });
    const before = store.version;
    await call("PATCH", `${shop("configmaps")}/a`, { body: { data: { key: "1" } }, type: MERGE });
    expect(store.version).toBe(before);
  });
});

describe("strategic merge patch", () => {
  test("finds list items by their key", async () => {
    const { call } = await cluster({ objects: [deployment("web")] });
    const body = {
      spec: {
        template: {
          spec: {
            containers: [
              { name: "main", image: "web:2" },
              { name: "side", image: "side:1" },
            ],
          },
        },
      },
    };
    expect(containersOf((await call("PATCH", web, { body, type: STRATEGIC })).body)).toMatchObject([
      { name: "main", image: "web:2", imagePullPolicy: "IfNotPresent" },
      { name: "side", image: "side:1" },
    ]);
  });

  test("deletes and orders as kubectl asks", async () => {
    const { call } = await cluster({ objects: [deployment("web")] });
    const patch = (spec: object) => call("PATCH", web, { body: { spec: { template: { spec } } }, type: STRATEGIC });
    await patch({
      containers: [
        { name: "a", image: "a" },
        { name: "b", image: "b" },
      ],
    });
    const { body } = await patch({
      $setElementOrder: undefined,
      "$setElementOrder/containers": [{ name: "b" }, { name: "main" }],
      containers: [{ name: "a", $patch: "delete" }],
    });
    expect(containersOf(body)).toMatchObject([{ name: "b" }, { name: "main" }]);
  });
});

test("server-side apply is said not to be there", async () => {
  const { call } = await cluster({ objects: [deployment("web")] });
  expect((await call("PATCH", web, { body: {}, type: "application/apply-patch+yaml" })).code).toBe(415);
});
