import { expect, test } from "vitest";
import { failure, fakeApi } from "./support.ts";

const schemas = {
  "com.example.v1.Widget": {
    properties: { spec: { type: "object", properties: { size: { type: "integer", description: "How large." } } } },
    "x-kubernetes-group-version-kind": [{ group: "example.com", version: "v1", kind: "Widget" }],
  },
};

test("fields are explained from the cluster's own document, which is asked for once", async () => {
  await using api = await fakeApi(({ path }) =>
    path === "/openapi/v3/apis/example.com/v1" ? { components: { schemas } } : undefined,
  );
  expect(await api.cluster.fields(["widget", "spec", "size"])).toMatchObject({
    type: "integer",
    description: "How large.",
  });
  expect(await api.cluster.fields(["widgets.example.com", "spec"])).toMatchObject({ children: [{ name: "size" }] });
  expect(api.asked).toHaveLength(1);
  await expect(api.cluster.fields(["widget", "spec", "sise"])).rejects.toEqual(
    failure("not-found", { what: "field spec.sise in Widget", near: ["size"] }),
  );
  await expect(api.cluster.fields(["pod"])).rejects.toEqual(failure("refused"));
  await expect(api.cluster.fields(["wotsit"])).rejects.toEqual(failure("unknown-kind"));
});
