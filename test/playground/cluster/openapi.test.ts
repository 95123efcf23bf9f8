import { expect, test } from "vitest";
import { cluster } from "./api.ts";
import { widgets } from "./objects.ts";

// biome-ignore lint: an OpenAPI document; the tests look at a few places in it.
type Document = any;

/** Follows fields from a kind down, as `kubectl explain` does. */
function explain(document: Document, kind: string, ...path: string[]) {
  const schemas: Record<string, Document> = document.components.schemas;
  const resolve = (schema: Document): Document => {
    const reference: string | undefined = schema.$ref ?? schema.allOf?.[0]?.$ref;
    return reference ? { ...schemas[reference.replace("#/components/schemas/", "")], ...schema } : schema;
  };
  const isKind = (schema: Document) => schema["x-kubernetes-group-version-kind"]?.[0].kind === kind;
  let schema = resolve(Object.values(schemas).find(isKind));
  for (const field of path) {
    const next = schema.properties[field];
    schema = resolve(next.items ? { ...resolve(next.items), description: next.description } : next);
  }
  return schema;
}

test("documents are listed by group and version, each with a hash to cache it by", async () => {
  const { get } = await cluster();
  const { paths } = (await get("/openapi/v3")).body;
  expect(paths["apis/apps/v1"].serverRelativeURL).toMatch(/^\/openapi\/v3\/apis\/apps\/v1\?hash=[0-9A-F]{128}$/);
  expect(Object.keys(paths)).toContain("api/v1");
});

test("every field is documented, down to the containers", async () => {
  const { get } = await cluster();
  const { body } = await get("/openapi/v3/apis/apps/v1");
  expect(explain(body, "Deployment").description).toBe(
    "Deployment enables declarative updates for Pods and ReplicaSets.",
  );
  expect(explain(body, "Deployment", "spec", "strategy", "type").description).toBe(
    'Type of deployment. Can be "Recreate" or "RollingUpdate". Default is RollingUpdate.',
  );
  expect(explain(body, "Deployment", "spec").required).toEqual(["selector", "template"]);
  expect(explain(body, "Deployment", "spec", "template", "spec", "containers", "image")).toMatchObject({
    type: "string",
  });
});

test("custom kinds are documented by their own schema", async () => {
  const { get, store } = await cluster();
  expect((await get("/openapi/v3/apis/example.com/v1")).code).toBe(404);
  store.create(widgets());
  const { body } = await get("/openapi/v3/apis/example.com/v1");
  expect(explain(body, "Widget", "spec").description).toBe("What the widget should be.");
  expect(explain(body, "Widget", "metadata", "name").type).toBe("string");
});

test("paths say which kind they serve, and that writes can be tried out", async () => {
  const { get } = await cluster();
  const { paths } = (await get("/openapi/v3/apis/apps/v1")).body;
  const patch = paths["/apis/apps/v1/namespaces/{namespace}/deployments/{name}"].patch;
  expect(patch["x-kubernetes-group-version-kind"]).toEqual({ group: "apps", version: "v1", kind: "Deployment" });
  expect(patch.parameters.map(({ name }: { name: string }) => name)).toEqual([
    "dryRun",
    "fieldManager",
    "fieldValidation",
  ]);
});
