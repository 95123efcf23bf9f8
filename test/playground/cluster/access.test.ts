import { describe, expect, test } from "vitest";
import type { NewObject } from "../../../src/playground/cluster/controllers/controller.ts";
import { cluster, shop } from "./api.ts";

const users = [
  { token: "bot-token", name: "bot", groups: [] },
  { token: "zoe-token", name: "zoe", groups: ["developers"] },
];

const RBAC = "rbac.authorization.k8s.io";

const role = (name: string, ...rules: object[]): NewObject => ({
  apiVersion: `${RBAC}/v1`,
  kind: "ClusterRole",
  metadata: { name },
  rules,
});

const granted = (name: string, subject: { kind: string; name: string }, namespace?: string): NewObject => ({
  apiVersion: `${RBAC}/v1`,
  kind: namespace ? "RoleBinding" : "ClusterRoleBinding",
  metadata: { name, ...(namespace && { namespace }) },
  roleRef: { apiGroup: RBAC, kind: "ClusterRole", name },
  subjects: [{ apiGroup: RBAC, ...subject }],
});

const bot = { kind: "User", name: "bot" };
const readers = [
  role("pod-reader", { apiGroups: [""], resources: ["pods"], verbs: ["get", "list"] }),
  granted("pod-reader", { kind: "Group", name: "developers" }, "shop"),
];

test("without a token everything is allowed; with a wrong one, nothing", async () => {
  const { get, call } = await cluster();
  expect((await get("/api/v1/secrets")).code).toBe(200);
  expect((await call("GET", "/api/v1/secrets", { token: "nobody" })).body).toMatchObject({
    code: 401,
    message: "Unauthorized",
  });
});

test("a refusal names who may not do what, and where", async () => {
  const { call } = await cluster({ users, objects: readers });
  expect((await call("GET", shop("pods"), { token: "zoe-token" })).code).toBe(200);
  expect((await call("GET", `${shop("secrets")}/tls`, { token: "zoe-token" })).body).toEqual({
    kind: "Status",
    apiVersion: "v1",
    metadata: {},
    status: "Failure",
    message:
      'secrets "tls" is forbidden: User "zoe" cannot get resource "secrets" in API group "" in the namespace "shop"',
    reason: "Forbidden",
    details: { name: "tls", kind: "secrets" },
    code: 403,
  });
  expect((await call("GET", "/metrics", { token: "zoe-token" })).body.message).toBe(
    'forbidden: User "zoe" cannot get path "/metrics"',
  );
});

test("rules can name objects and subresources", async () => {
  const rule = { apiGroups: ["apps"], resources: ["deployments/scale"], resourceNames: ["web"], verbs: ["get"] };
  const { call } = await cluster({
    users,
    objects: [role("scaler", rule), granted("scaler", { kind: "User", name: "zoe" })],
  });
  const status = async (path: string) => (await call("GET", shop(path, "apps"), { token: "zoe-token" })).code;
  expect([
    await status("deployments/web/scale"),
    await status("deployments/api/scale"),
    await status("deployments/web"),
  ]).toEqual([404, 403, 403]);
});

describe("reviews", () => {
  const review = (attributes: object) => ({
    apiVersion: "authorization.k8s.io/v1",
    kind: "SelfSubjectAccessReview",
    spec: { resourceAttributes: attributes },
  });
  const path = "/apis/authorization.k8s.io/v1/selfsubjectaccessreviews";

  test("tell a user what it may do, and which binding says so", async () => {
    const { call } = await cluster({ users, objects: readers });
    const ask = async (attributes: object) =>
      (await call("POST", path, { token: "zoe-token", body: review(attributes) })).body.status;
    expect(await ask({ namespace: "shop", verb: "list", resource: "pods" })).toEqual({
      allowed: true,
      reason: 'RBAC: allowed by RoleBinding "pod-reader/shop" of ClusterRole "pod-reader" to Group "developers"',
    });
    expect(await ask({ namespace: "other", verb: "list", resource: "pods" })).toEqual({ allowed: false });
  });

  test("tell whoever may ask about somebody else", async () => {
    const { call } = await cluster({ users, objects: readers });
    const body = {
      apiVersion: "authorization.k8s.io/v1",
      kind: "SubjectAccessReview",
      spec: {
        user: "yan",
        groups: ["developers"],
        resourceAttributes: { namespace: "shop", verb: "get", resource: "pods" },
      },
    };
    const about = "/apis/authorization.k8s.io/v1/subjectaccessreviews";
    expect((await call("POST", about, { body })).body.status.allowed).toBe(true);
    expect((await call("POST", about, { body, token: "zoe-token" })).code).toBe(403);
  });
});

describe("impersonation", () => {
  const asZoe = { token: "bot-token", headers: { "impersonate-user": "zoe", "impersonate-group": "developers" } };
  const legacy = [
    role(
      "legacy",
      { apiGroups: [""], resources: ["users"], resourceNames: ["zoe"], verbs: ["impersonate"] },
      { apiGroups: [""], resources: ["groups"], resourceNames: ["developers"], verbs: ["impersonate"] },
    ),
    granted("legacy", bot),
  ];
  const identity = {
    apiGroups: ["authentication.k8s.io"],
    resources: ["users", "groups"],
    resourceNames: ["zoe", "developers"],
    verbs: ["impersonate:user-info"],
  };
  const constrained = [
    role("constrained", identity, { apiGroups: [""], resources: ["pods"], verbs: ["impersonate-on:user-info:list"] }),
    granted("constrained", bot),
  ];

  test("acts with the rights of the person, and only those", async () => {
    const { call } = await cluster({ users, objects: [...readers, ...legacy] });
    expect((await call("GET", shop("pods"), asZoe)).code).toBe(200);
    expect((await call("GET", shop("secrets"), asZoe)).body.message).toMatch(
      /^secrets is forbidden: User "zoe" cannot list/,
    );
    const who = { apiVersion: "authentication.k8s.io/v1", kind: "SelfSubjectReview" };
    const { body } = await call("POST", "/apis/authentication.k8s.io/v1/selfsubjectreviews", { ...asZoe, body: who });
    expect(body.status.userInfo).toEqual({ username: "zoe", groups: ["developers", "system:authenticated"] });
  });

  test("constrained, acts only in what the bot itself is trusted with", async () => {
    const { call } = await cluster({ users, objects: [...readers, ...constrained] });
    expect((await call("GET", shop("pods"), asZoe)).code).toBe(200);
    expect((await call("GET", `${shop("pods")}/web`, asZoe)).body.message).toBe(
      'pods "web" is forbidden: User "bot" cannot impersonate-on:user-info:get resource "pods" in API group "" in the namespace "shop"',
    );
    expect((await call("GET", "/apis", asZoe)).body.message).toBe(
      'forbidden: User "bot" cannot impersonate-on:user-info:get path "/apis"',
    );
  });

  test.each([
    ["another user", { "impersonate-user": "yan" }, /users\.authentication\.k8s\.io "yan" is forbidden/],
    [
      "another group",
      { "impersonate-user": "zoe", "impersonate-group": "admins" },
      /groups\.authentication\.k8s\.io "admins" is forbidden/,
    ],
    ["a uid", { "impersonate-user": "zoe", "impersonate-uid": "7" }, /uids\.authentication\.k8s\.io "7" is forbidden/],
  ])("of %s is refused", async (_, headers, message) => {
    const { call } = await cluster({ users, objects: [...readers, ...constrained] });
    expect((await call("GET", shop("pods"), { token: "bot-token", headers })).body).toMatchObject({
      code: 403,
      message: expect.stringMatching(message),
    });
  });

  test("of nobody is a mistake", async () => {
    const { call } = await cluster({ users });
    expect(
      (await call("GET", shop("pods"), { token: "bot-token", headers: { "impersonate-group": "developers" } })).code,
    ).toBe(400);
  });
});
