import { expect, test } from "vitest";
import { forbidden } from "../../../src/cluster/connection/forbidden.ts";

// Sentences of a real API server (1.37), as alice and bob ran into them.
const person =
  'pods is forbidden: User "alice@example.com" cannot list resource "pods" in API group "" in the namespace "shop"';
const scale =
  'deployments.apps "web" is forbidden: User "alice@example.com" cannot patch resource "deployments/scale" in API group "apps" in the namespace "shop"';
const legacy =
  'users "alice@example.com" is forbidden: User "kubemate" cannot impersonate resource "users" in API group "" at the cluster scope';
const constrained =
  'users "alice@example.com" is forbidden: User "kubemate" cannot impersonate:user-info resource "users" in API group "authentication.k8s.io" at the cluster scope';
const onBehalf =
  'pods is forbidden: User "kubemate" cannot impersonate-on:user-info:list resource "pods" in API group "" in the namespace "shop"';
const path = 'forbidden: User "kubemate" cannot impersonate-on:user-info:get path "/apis"';
const where = { cluster: "test", user: "alice@example.com" };

test.each([
  [person, { lacks: "person", verb: "list", resource: "pods", namespace: "shop" }],
  [scale, { lacks: "person", verb: "patch", resource: "deployments/scale", namespace: "shop" }],
  [legacy, { lacks: "bot", verb: "impersonate", resource: "users" }],
  [constrained, { lacks: "bot", verb: "impersonate", resource: "users" }],
  [onBehalf, { lacks: "bot", verb: "list", resource: "pods", namespace: "shop" }],
  [path, { lacks: "bot", verb: "get", resource: "/apis" }],
])("%s", (message, facts) => {
  expect(forbidden(message, where)?.facts).toMatchObject({ ...facts, user: "alice@example.com", message });
});

test("the rule that would allow it is ready to be copied", () => {
  expect(forbidden(scale, where)?.facts.rule).toBe(
    'apiGroups: ["apps"]\nresources: ["deployments/scale"]\nverbs: ["patch"]',
  );
  expect(forbidden(legacy, where)?.facts.rule).toBe(
    'apiGroups: [""]\nresources: ["users"]\nresourceNames: ["alice@example.com"]\nverbs: ["impersonate"]',
  );
  expect(forbidden(onBehalf, where)?.facts.rule).toBe(
    'apiGroups: [""]\nresources: ["pods"]\nverbs: ["impersonate-on:user-info:list"]',
  );
  expect(forbidden(path, where)?.facts.rule).toBe(
    'nonResourceURLs: ["/apis"]\nverbs: ["impersonate-on:user-info:get"]',
  );
});

test("without impersonation it is the right of whoever the kubeconfig names", () => {
  expect(forbidden(person, { cluster: "test" })?.facts).toMatchObject({ lacks: "person", user: "alice@example.com" });
});

test("what admission refuses is no missing right", () => {
  expect(forbidden('admission webhook "policy" denied the request: no', where)).toBeUndefined();
});
