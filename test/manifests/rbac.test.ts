import { expect, test } from "vitest";
import { commands } from "../../commands/index.ts";
import { loadSettings } from "../../src/config/index.ts";
import { type Access, accessOf, READABLE, rbac } from "../../src/manifests.ts";

interface Rule {
  readonly apiGroups: readonly string[];
  readonly resources: readonly string[];
  readonly verbs: readonly string[];
  readonly resourceNames?: readonly string[];
}
const access: Access = { users: ["ada@example.com"], groups: ["oncall"], kinds: READABLE };
const rules = (form: "legacy" | "constrained", people = access) =>
  (rbac(commands, people, form)[0] as { rules: readonly Rule[] }).rules;
const allows = (all: readonly Rule[], verb: string, group: string, resource: string) =>
  all.some((rule) => rule.verbs.includes(verb) && rule.apiGroups.includes(group) && rule.resources.includes(resource));

test("the legacy role impersonates named people, and does nothing else", () => {
  expect(rules("legacy")).toEqual([
    { apiGroups: [""], resources: ["users"], verbs: ["impersonate"], resourceNames: ["ada@example.com"] },
    { apiGroups: [""], resources: ["groups"], verbs: ["impersonate"], resourceNames: ["oncall"] },
  ]);
});

test("nobody to impersonate is nobody, not everybody", () => {
  expect(rules("legacy", { ...access, users: [], groups: [] })).toEqual([]);
});

test("the constrained role has what the commands declare, as other people only", () => {
  const all = rules("constrained");
  expect(allows(all, "impersonate-on:user-info:patch", "apps", "deployments/scale")).toBe(true);
  expect(allows(all, "impersonate-on:user-info:delete", "", "pods")).toBe(true);
  expect(allows(all, "impersonate-on:user-info:get", "", "pods/log")).toBe(true);
  expect(allows(all, "impersonate-on:user-info:list", "networking.k8s.io", "ingresses")).toBe(true);
  for (const rule of all) for (const verb of rule.verbs) expect(verb).toMatch(/^impersonate(-on)?:user-info/);
});

test("neither role reaches Secrets, executes in pods, deletes collections or uses a wildcard", () => {
  const text = JSON.stringify([rules("legacy"), rules("constrained")]);
  expect(text).not.toMatch(/secrets|exec|deletecollection|"\*"|escalate|"bind"/);
  expect(allows(rules("constrained"), "impersonate-on:user-info:delete", "", "namespaces")).toBe(false);
});

test("every kind of rule is for one API group, so that the role can be read", () => {
  for (const rule of rules("constrained")) expect(rule.apiGroups).toHaveLength(1);
});

const asked = (yaml: string) => accessOf(loadSettings({ KUBEMATE_CONFIG: "k" }, () => yaml));

test("the people and kinds are those of the configuration", () => {
  const people = "users: { T1:U2: { user: bob, groups: [dev] }, T1:U1: { user: ada, groups: [oncall, dev] } }";
  expect(asked(`people: { ${people} }`)).toEqual({ users: ["ada", "bob"], groups: ["dev", "oncall"], kinds: READABLE });
  expect(asked("kinds: [pods]").kinds).toEqual(["pods"]);
});

test("who is mapped by a rule has no name yet, so users are not named; groups still are", () => {
  const access = asked("people: { email: { domains: [example.com], groups: [staff] } }");
  expect(access).toMatchObject({ users: "any", groups: ["staff"] });
  expect(rules("legacy", access)).toEqual([
    { apiGroups: [""], resources: ["users"], verbs: ["impersonate"] },
    { apiGroups: [""], resources: ["groups"], verbs: ["impersonate"], resourceNames: ["staff"] },
  ]);
});
