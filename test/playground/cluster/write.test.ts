import { describe, expect, test } from "vitest";
import { cluster, MERGE, shop } from "./api.ts";
import { configMap, deployment, namespace } from "./objects.ts";

const deployments = shop("deployments", "apps");

describe("creating", () => {
  test("answers 201 with what is stored, and names who wrote", async () => {
    const { call } = await cluster();
    const { code, body } = await call("POST", `${deployments}?fieldManager=me`, { body: deployment("web") });
    expect(code).toBe(201);
    expect(body).toMatchObject({
      metadata: {
        name: "web",
        namespace: "shop",
        generation: 1,
        managedFields: [{ manager: "me", operation: "Update", apiVersion: "apps/v1", time: "2026-11-23T08:00:00Z" }],
      },
      spec: { progressDeadlineSeconds: 600 },
    });
  });

  test.each([
    [
      "another namespace than the path's",
      "/api/v1/namespaces/nowhere/configmaps",
      configMap("a"),
      400,
      /does not match the namespace/,
    ],
    ["another kind", shop("secrets"), configMap("a"), 400, /ConfigMap in version "v1" cannot be handled as a Secret/],
    [
      "a name that is no name",
      shop("configmaps"),
      configMap("Bad_Name"),
      422,
      /a lowercase RFC 1123 subdomain must consist/,
    ],
    ["a name that is taken", shop("configmaps"), configMap("kube-root-ca.crt"), 409, /already exists/],
    [
      "replicas below zero",
      deployments,
      deployment("web", -1),
      422,
      /spec.replicas: Invalid value: -1: must be greater than or equal to 0/,
    ],
  ])("is refused for %s", async (_, path, body, code, message) => {
    const { call } = await cluster();
    expect((await call("POST", path, { body })).body).toMatchObject({
      kind: "Status",
      status: "Failure",
      code,
      message: expect.stringMatching(message),
    });
  });

  test("every problem is named at once", async () => {
    const { call } = await cluster();
    const broken = {
      ...deployment("web"),
      spec: {
        replicas: -1,
        selector: { matchLabels: { app: "web" } },
        template: { metadata: { labels: { app: "api" } }, spec: { containers: [{ name: "main" }] } },
      },
    };
    const { body } = await call("POST", deployments, { body: broken });
    expect(body.details.causes.map(({ field }: { field: string }) => field)).toEqual([
      "spec.replicas",
      "spec.template.metadata.labels",
      "spec.template.spec.containers[0].image",
    ]);
  });

  test("unknown fields are dropped with a warning, or refused where the client asks for that", async () => {
    const { call } = await cluster();
    const body = { ...configMap("a"), colour: "red" };
    const warned = await call("POST", shop("configmaps"), { body });
    expect(warned.headers.get("warning")).toBe('299 - "unknown field \\"colour\\""');
    expect(warned.body.colour).toBeUndefined();
    const strict = await call("POST", `${shop("configmaps")}?fieldValidation=Strict`, {
      body: configMap("b"),
      headers: {},
    });
    expect(strict.code).toBe(201);
    expect(
      (
        await call("POST", `${shop("configmaps")}?fieldValidation=Strict`, {
          body: { ...configMap("c"), colour: "red" },
        })
      ).body,
    ).toMatchObject({
      code: 400,
      message: expect.stringContaining('strict decoding error: unknown field "colour"'),
    });
  });

  test("quantities are written one way", async () => {
    const { call } = await cluster();
    const manifest = structuredClone(deployment("web"));
    manifest.spec.template.spec.containers[0].resources = { limits: { cpu: "0.5", memory: "1024Mi" } };
    const { body } = await call("POST", deployments, { body: manifest });
    expect(body.spec.template.spec.containers[0].resources.limits).toEqual({ cpu: "500m", memory: "1Gi" });
  });

  test("a dry run answers as if, and leaves nothing behind", async () => {
    const { call, get } = await cluster();
    expect((await call("POST", `${deployments}?dryRun=All`, { body: deployment("web") })).code).toBe(201);
    expect((await get(`${deployments}/web`)).code).toBe(404);
  });
});

describe("replacing", () => {
  test("needs the version that is there, when it names one", async () => {
    const { call, get } = await cluster({ objects: [configMap("a", { key: "old" })] });
    const { body } = await get(`${shop("configmaps")}/a`);
    const replaced = await call("PUT", `${shop("configmaps")}/a`, { body: { ...body, data: { key: "new" } } });
    expect(replaced.body.data).toEqual({ key: "new" });
    const stale = await call("PUT", `${shop("configmaps")}/a`, { body: { ...body, data: { key: "newer" } } });
    expect(stale.body).toMatchObject({ code: 409, reason: "Conflict", details: { name: "a", kind: "configmaps" } });
  });

  test("the name in the body is the name in the path", async () => {
    const { call } = await cluster({ objects: [configMap("a")] });
    expect((await call("PUT", `${shop("configmaps")}/a`, { body: configMap("b") })).body.message).toBe(
      "the name of the object (b) does not match the name on the URL (a)",
    );
  });

  test("a selector cannot be changed", async () => {
    const { call } = await cluster({ objects: [deployment("web")] });
    const body = {
      spec: { selector: { matchLabels: { app: "other" } }, template: { metadata: { labels: { app: "other" } } } },
    };
    expect((await call("PATCH", `${deployments}/web`, { body, type: MERGE })).body.details.causes).toMatchObject([
      { field: "spec.selector", reason: "FieldValueInvalid", message: expect.stringContaining("field is immutable") },
    ]);
  });

  test("the status has an address of its own, and the spec is deaf to it", async () => {
    const { call, get } = await cluster({ objects: [deployment("web", 2)], controllers: false });
    const body = { spec: { replicas: 9 }, status: { observedGeneration: 7 } };
    await call("PATCH", `${deployments}/web/status`, { body, type: MERGE });
    expect((await get(`${deployments}/web`)).body).toMatchObject({
      spec: { replicas: 2 },
      status: { observedGeneration: 7 },
    });
    await call("PATCH", `${deployments}/web`, { body, type: MERGE });
    expect((await get(`${deployments}/web`)).body).toMatchObject({
      spec: { replicas: 9 },
      metadata: { generation: 2 },
    });
  });
});

describe("deleting", () => {
  test("answers what was deleted", async () => {
    const { call } = await cluster({ objects: [configMap("a")] });
    expect((await call("DELETE", `${shop("configmaps")}/a`)).body).toMatchObject({
      status: "Success",
      details: { name: "a", kind: "configmaps" },
    });
    expect((await call("DELETE", `${shop("configmaps")}/a`)).code).toBe(404);
  });

  test("spares an object that is not the one the client saw", async () => {
    const { call, store } = await cluster({ objects: [configMap("a")] });
    const body = { preconditions: { uid: "another" } };
    expect((await call("DELETE", `${shop("configmaps")}/a`, { body })).body).toMatchObject({
      code: 409,
      message: expect.stringContaining("the UID in the precondition (another) does not match the UID in record"),
    });
    expect(store.get("ConfigMap", "shop", "a")).toBeDefined();
  });

  test("a Job keeps its pods unless the client says otherwise, and says so", async () => {
    const spec = {
      suspend: true,
      template: { spec: { restartPolicy: "Never", containers: [{ name: "main", image: "job:1" }] } },
    };
    const job = { apiVersion: "batch/v1", kind: "Job", metadata: { name: "report", namespace: "shop" }, spec };
    const { call } = await cluster({ objects: [job] });
    const { headers, body } = await call("DELETE", `${shop("jobs", "batch")}/report`);
    expect(headers.get("warning")).toContain("child pods are preserved by default");
    expect(body.metadata.finalizers).toEqual(["orphan"]);
  });

  test("a way of deletion that there is not is refused", async () => {
    const { call } = await cluster({ objects: [configMap("a")] });
    expect((await call("DELETE", `${shop("configmaps")}/a?propagationPolicy=Gently`)).body).toMatchObject({
      code: 422,
      details: { kind: "DeleteOptions", causes: [{ field: "propagationPolicy" }] },
    });
  });

  test("a collection goes by selector", async () => {
    const { call, store } = await cluster({
      objects: [
        configMap("a"),
        { ...configMap("b"), metadata: { name: "b", namespace: "shop", labels: { keep: "no" } } },
      ],
    });
    await call("DELETE", `${shop("configmaps")}?labelSelector=keep%3Dno`);
    expect(store.list("ConfigMap", "shop").map(({ metadata }) => metadata.name)).toEqual(["a", "kube-root-ca.crt"]);
  });

  test("a namespace takes everything in it along, and accepts nothing meanwhile", async () => {
    const { call, store, clock } = await cluster({ objects: [namespace("old")] });
    expect((await call("DELETE", "/api/v1/namespaces/old")).body).toMatchObject({ status: { phase: "Terminating" } });
    const late = { ...configMap("late"), metadata: { name: "late", namespace: "old" } };
    expect((await call("POST", "/api/v1/namespaces/old/configmaps", { body: late })).body).toMatchObject({
      code: 403,
      message: expect.stringContaining("because it is being terminated"),
    });
    clock.advance(1000);
    expect(store.get("Namespace", undefined, "old")).toBeUndefined();
    expect(store.list("ConfigMap", "old")).toEqual([]);
  });
});
