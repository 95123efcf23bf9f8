import { expect, test } from "vitest";
import { builtIn, decide, type Facts, type Policy } from "../../src/core/policy.ts";

const policy: Policy = {
  configured: true,
  rules: [
    { effect: "deny", risks: ["change", "destroy"], clusters: ["prod"], namespaces: ["kube-system"], groups: ["*"] },
    { effect: "allow", risks: ["read"], clusters: ["*"], namespaces: ["*"], groups: ["*"] },
    { effect: "confirm", risks: ["change"], clusters: ["*"], namespaces: ["shop"], groups: ["developers"] },
    { effect: "confirm", risks: ["change", "destroy"], clusters: ["*"], namespaces: ["*"], groups: ["oncall"] },
    { effect: "allow", risks: ["change"], clusters: ["staging"], namespaces: ["*"], groups: ["developers"] },
  ],
};
const developer = ["developers"];
const oncall = ["oncall"];

test.each<[string, Facts, string]>([
  ["everybody looks", { risk: "read", cluster: "prod", namespace: "shop", groups: [] }, "allow"],
  ["and at the whole cluster", { risk: "read", cluster: "prod", namespace: undefined, groups: [] }, "allow"],
  [
    "a developer changes shop after confirming",
    { risk: "change", cluster: "prod", namespace: "shop", groups: developer },
    "confirm",
  ],
  [
    "the first rule that matches decides",
    { risk: "change", cluster: "staging", namespace: "shop", groups: developer },
    "confirm",
  ],
  [
    "elsewhere in staging at once",
    { risk: "change", cluster: "staging", namespace: "cart", groups: developer },
    "allow",
  ],
  ["but not elsewhere in prod", { risk: "change", cluster: "prod", namespace: "cart", groups: developer }, "deny"],
  ["no rule for destroying", { risk: "destroy", cluster: "prod", namespace: "shop", groups: developer }, "deny"],
  [
    "on-call destroys after confirming",
    { risk: "destroy", cluster: "prod", namespace: "shop", groups: oncall },
    "confirm",
  ],
  ["a deny in front wins", { risk: "destroy", cluster: "prod", namespace: "kube-system", groups: oncall }, "deny"],
  ["without a group nothing is changed", { risk: "change", cluster: "prod", namespace: "shop", groups: [] }, "deny"],
  [
    "a namespace rule does not cover the whole cluster",
    { risk: "change", cluster: "staging", namespace: undefined, groups: ["x"] },
    "deny",
  ],
])("%s", (_, facts, effect) => expect(decide(policy, facts)).toBe(effect));

test.each([
  ["read", "allow"],
  ["change", "confirm"],
  ["destroy", "deny"],
] as const)("with no policy, %s is %s", (risk, effect) => {
  expect(decide(builtIn, { risk, cluster: "c", namespace: "n", groups: [] })).toBe(effect);
});

test("no rule can be left out to let more happen", () => {
  const facts: Facts[] = ["read", "change", "destroy"].flatMap((risk) =>
    ["prod", "staging"].flatMap((cluster) =>
      ["shop", "cart", undefined].flatMap((namespace) =>
        [developer, oncall, []].map((groups) => ({ risk, cluster, namespace, groups }) as Facts),
      ),
    ),
  );
  const allows = (rules: Policy["rules"], one: Facts) => decide({ configured: true, rules }, one) !== "deny";
  for (const [i, rule] of policy.rules.entries()) {
    if (rule.effect === "deny") continue;
    const without = policy.rules.toSpliced(i, 1);
    for (const one of facts)
      if (allows(without, one)) expect(allows(policy.rules, one), JSON.stringify(one)).toBe(true);
  }
});
