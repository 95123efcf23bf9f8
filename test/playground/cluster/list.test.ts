import { describe, expect, test } from "vitest";
import { cluster, METADATA, shop } from "./api.ts";
import { configMap, namespace, pod } from "./objects.ts";

const names = (body: { items: { metadata: { name: string } }[] }) => body.items.map(({ metadata }) => metadata.name);

const labelled = (name: string, labels: Record<string, string>) => ({
  ...configMap(name),
  metadata: { name, namespace: "shop", labels },
});

describe("selectors", () => {
  const objects = [
    labelled("a", { app: "web", tier: "front" }),
    labelled("b", { app: "web", shard: "2" }),
    labelled("c", { app: "api", shard: "10" }),
  ];

  test.each([
    ["app=web", ["a", "b"]],
    ["app==web,tier=front", ["a"]],
    ["app!=web", ["c", "kube-root-ca.crt"]],
    ["app in (web, api),!tier", ["b", "c"]],
    ["app notin (web)", ["c", "kube-root-ca.crt"]],
    ["tier", ["a"]],
    ["shard>5", ["c"]],
    ["shard<5", ["b"]],
  ])("labels: %s", async (selector, expected) => {
    const { get } = await cluster({ objects });
    const { body } = await get(`${shop("configmaps")}?labelSelector=${encodeURIComponent(selector)}`);
    expect(names(body)).toEqual(expected);
  });

  test("fields", async () => {
    const { get } = await cluster({
      objects: [pod("waiting"), pod("placed", { nodeName: "node-1" })],
      controllers: false,
    });
    const list = async (selector: string) =>
      names((await get(`${shop("pods")}?fieldSelector=${encodeURIComponent(selector)}`)).body);
    expect(await list("spec.nodeName=node-1")).toEqual(["placed"]);
    expect(await list("status.phase=Pending,metadata.name!=placed")).toEqual(["waiting"]);
  });

  test("a field that the kind cannot be selected by is refused", async () => {
    const { get } = await cluster();
    expect((await get(`${shop("pods")}?fieldSelector=spec.color%3Dred`)).body).toMatchObject({
      code: 400,
      message: "field label not supported: spec.color",
    });
  });
});

describe("pages", () => {
  const objects = ["a", "b", "c", "d"].map((name) => configMap(name));

  test("each page says where the next begins, and how much is left", async () => {
    const { get } = await cluster({ objects });
    const first = (await get(`${shop("configmaps")}?limit=2`)).body;
    expect([names(first), first.metadata.remainingItemCount]).toEqual([["a", "b"], 3]);
    const second = (await get(`${shop("configmaps")}?limit=3&continue=${first.metadata.continue}`)).body;
    expect([names(second), second.metadata.continue]).toEqual([["c", "d", "kube-root-ca.crt"], undefined]);
  });

  test("later pages show the cluster as it was at the first", async () => {
    const { get, store } = await cluster({ objects });
    const first = (await get(`${shop("configmaps")}?limit=2`)).body;
    store.delete("ConfigMap", "shop", "c");
    store.create(configMap("c", { another: "one" }));
    store.create(configMap("cc"));
    const second = (await get(`${shop("configmaps")}?continue=${first.metadata.continue}`)).body;
    expect(names(second)).toEqual(["c", "d", "kube-root-ca.crt"]);
    expect(second.items[0].data).toEqual({});
    expect(second.metadata.resourceVersion).toBe(first.metadata.resourceVersion);
  });

  test("a first page that is too long ago has expired", async () => {
    const { get, store } = await cluster({ objects });
    const first = (await get(`${shop("configmaps")}?limit=2`)).body;
    store.create(configMap("later"));
    store.history.forget();
    expect((await get(`${shop("configmaps")}?continue=${first.metadata.continue}`)).body).toMatchObject({
      code: 410,
      reason: "Expired",
    });
  });
});

test("a list is of all namespaces or of one", async () => {
  const { get } = await cluster({
    objects: [namespace("other"), { ...configMap("x"), metadata: { name: "x", namespace: "other" } }, configMap("y")],
  });
  expect(names((await get("/api/v1/namespaces/other/configmaps")).body)).toContain("x");
  expect(names((await get("/api/v1/configmaps")).body)).toEqual(expect.arrayContaining(["x", "y"]));
});

test("metadata alone can be asked for", async () => {
  const { get } = await cluster({ objects: [configMap("a", { secret: "no" })] });
  const { body } = await get(shop("configmaps"), METADATA);
  expect(body.kind).toBe("PartialObjectMetadataList");
  expect(JSON.stringify(body)).not.toContain('"data"');
});

test("both kinds of Event show the same objects, each in its own words", async () => {
  const { call, get } = await cluster();
  const event = {
    apiVersion: "v1",
    kind: "Event",
    metadata: { name: "one" },
    involvedObject: { kind: "Pod", name: "web-1" },
    message: "it fell over",
    lastTimestamp: "2026-11-23T08:00:00Z",
  };
  await call("POST", shop("events"), { body: event });
  expect((await get(`${shop("events", "events.k8s.io")}/one`)).body).toMatchObject({
    apiVersion: "events.k8s.io/v1",
    regarding: { kind: "Pod", name: "web-1" },
    note: "it fell over",
  });
});
