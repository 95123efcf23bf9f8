import { expect, test } from "vitest";
import { cluster } from "./api.ts";
import { widgets } from "./objects.ts";

const AGGREGATED = "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList,application/json";

test("one document names every kind with its short names, verbs and subresources", async () => {
  const { get } = await cluster();
  const { body, headers } = await get("/apis", AGGREGATED);
  expect(headers.get("content-type")).toContain("as=APIGroupDiscoveryList");
  const apps = body.items.find((group: { metadata: { name: string } }) => group.metadata.name === "apps");
  expect(apps.versions[0].resources.find((one: { resource: string }) => one.resource === "deployments")).toEqual({
    resource: "deployments",
    responseKind: { group: "", version: "", kind: "Deployment" },
    scope: "Namespaced",
    singularResource: "deployment",
    verbs: ["create", "delete", "deletecollection", "get", "list", "patch", "update", "watch"],
    shortNames: ["deploy"],
    categories: ["all"],
    subresources: [
      {
        subresource: "scale",
        responseKind: { group: "autoscaling", version: "v1", kind: "Scale" },
        verbs: ["get", "patch", "update"],
      },
      {
        subresource: "status",
        responseKind: { group: "", version: "", kind: "Deployment" },
        verbs: ["get", "patch", "update"],
      },
    ],
  });
});

test("a client that has the document already is told that nothing changed, until something does", async () => {
  const { call, store } = await cluster();
  const first = await call("GET", "/apis", { accept: AGGREGATED });
  const again = { accept: AGGREGATED, headers: { "if-none-match": first.headers.get("etag") ?? "" } };
  expect((await call("GET", "/apis", again)).code).toBe(304);
  store.create(widgets());
  expect((await call("GET", "/apis", again)).code).toBe(200);
});

test("clients from before the aggregated form get groups and kinds one by one", async () => {
  const { get } = await cluster();
  expect((await get("/api")).body.versions).toEqual(["v1"]);
  expect((await get("/apis")).body.groups.map((group: { name: string }) => group.name)).toContain("batch");
  const { resources } = (await get("/api/v1")).body;
  expect(resources.find((one: { name: string }) => one.name === "pods")).toMatchObject({
    kind: "Pod",
    shortNames: ["po"],
    storageVersionHash: "xPOwRZ+Yhw8=",
  });
});

test("version and health are there, anything else is not found", async () => {
  const { get } = await cluster();
  expect((await get("/version")).body.gitVersion).toBe("v1.37.2");
  for (const path of ["/healthz", "/livez", "/readyz"]) expect((await get(path)).body).toBe("ok");
  expect(await get("/nothing")).toMatchObject({ code: 404, body: "404 page not found\n" });
  expect((await get("/apis/apps/v1/nothing")).body).toMatchObject({
    code: 404,
    message: "the server could not find the requested resource",
  });
});
