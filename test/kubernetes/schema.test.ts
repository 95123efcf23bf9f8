import { describe, expect, test } from "vitest";
import { fieldDoc, type Schemas } from "../../src/kubernetes/schema.ts";
import { selectorQuery } from "../../src/kubernetes/selector.ts";

const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` });
const schemas: Schemas = {
  "io.k8s.api.apps.v1.Deployment": {
    ...{ type: "object", description: "Declares pods.", required: ["spec"] },
    properties: {
      kind: { type: "string" },
      spec: { description: "What is wanted.", allOf: [ref("io.k8s.api.apps.v1.DeploymentSpec")] },
    },
    "x-kubernetes-group-version-kind": [{ group: "apps", version: "v1", kind: "Deployment" }],
  },
  "io.k8s.api.apps.v1.DeploymentSpec": {
    ...{ type: "object", description: "DeploymentSpec is the specification.", required: ["containers"] },
    properties: {
      containers: {
        type: "array",
        description: "The containers.",
        items: { allOf: [ref("io.k8s.api.core.v1.Container")] },
      },
      labels: { type: "object", additionalProperties: { type: "string" } },
      limits: { type: "object", additionalProperties: ref("io.k8s.apimachinery.pkg.api.resource.Quantity") },
      port: { "x-kubernetes-int-or-string": true },
      anything: { type: "object" },
    },
  },
  "io.k8s.api.core.v1.Container": {
    ...{ type: "object", description: "One container.", required: ["name"] },
    properties: { name: { type: "string" }, protocol: { type: "string", enum: ["UDP", "TCP"] } },
  },
  "io.k8s.apimachinery.pkg.api.resource.Quantity": { type: "string", description: "A number." },
};
const explain = (path: string) =>
  fieldDoc(schemas, { group: "apps", version: "v1", kind: "Deployment" }, path === "" ? [] : path.split("."));

describe("the documentation of a field", () => {
  test("of the kind itself", () => {
    expect(explain("")).toEqual({
      ...{ group: "apps", version: "v1", kind: "Deployment", path: "", type: "Deployment", required: false },
      ...{ description: "Declares pods.", choices: [] },
      children: [
        { name: "kind", type: "string", required: false, description: "" },
        {
          name: "spec",
          type: "DeploymentSpec",
          required: true,
          description: "What is wanted.\nDeploymentSpec is the specification.",
        },
      ],
    });
  });

  test.each([
    ["spec.containers", "[]Container"],
    ["spec.labels", "map[string]string"],
    ["spec.limits", "map[string]Quantity"],
    ["spec.port", "IntOrString"],
    ["spec.anything", "Object"],
  ])("%s is a %s", (path, type) => {
    expect(explain(path)).toMatchObject({ path, type });
  });

  test("goes through lists as if they were their elements", () => {
    expect(explain("spec.containers")).toMatchObject({
      required: true,
      description: "The containers.\nOne container.",
    });
    expect(explain("spec.containers.name")).toMatchObject({ type: "string", required: true });
    expect(explain("spec.containers.protocol")).toMatchObject({ choices: ["TCP", "UDP"], required: false });
  });

  test("of no such field names those there are", () => {
    expect(explain("spec.contaners.name")).toEqual({
      ...{ path: "spec.contaners", step: "contaners" },
      known: ["containers", "labels", "limits", "port", "anything"],
    });
    expect(explain("spec.toString")).toMatchObject({ step: "toString" });
  });

  test("of a kind that the document does not have", () => {
    expect(fieldDoc(schemas, { group: "", version: "v1", kind: "Deployment" }, [])).toBeUndefined();
  });
});

test("a selector in the words of a query", () => {
  const matchExpressions = [
    { key: "tier", operator: "In", values: ["front", "back"] },
    { key: "track", operator: "NotIn", values: ["canary"] },
    { key: "team", operator: "Exists" },
    { key: "old", operator: "DoesNotExist" },
  ];
  expect(selectorQuery({ matchLabels: { app: "web" }, matchExpressions })).toBe(
    "app=web,tier in (front,back),track notin (canary),team,!old",
  );
  expect(selectorQuery({})).toBe("");
});
