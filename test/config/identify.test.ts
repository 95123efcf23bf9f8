import { expect, test } from "vitest";
import { identify, loadSettings, type Member, type People } from "../../src/config/index.ts";

const people = (yaml: string): People => loadSettings({ KUBEMATE_CONFIG: "k" }, () => `people:\n${yaml}`).people;
const member = (about: Partial<Member> = {}): Member => ({
  team: "T1",
  user: "U1",
  name: "Alice",
  groups: [],
  ...about,
});

const NAMED = people(
  "  users: { T1:U1: { user: alice, groups: [dev] } }\n  userGroups: { T1:S1: { groups: [oncall] } }",
);
const GROUPS = people("  userGroups: { T1:S1: { groups: [dev, oncall] }, T1:S2: { groups: [oncall, dba] } }");
const EMAIL = people(
  "  email: { domains: [example.com], groups: [staff] }\n  userGroups: { T1:S1: { groups: [oncall] } }",
);

test.each([
  ["an entry of one's own is the whole truth", NAMED, member({ groups: ["S1"] }), { user: "alice", groups: ["dev"] }],
  [
    "user groups give the groups of all of them",
    GROUPS,
    member({ groups: ["S2", "S1", "S9"] }),
    { user: "slack:T1:U1", groups: ["oncall", "dba", "dev"] },
  ],
  [
    "an e-mail address is the name",
    EMAIL,
    member({ email: "Alice@Example.com" }),
    { user: "alice@example.com", groups: ["staff"] },
  ],
  [
    "and user groups add to it",
    EMAIL,
    member({ email: "a@example.com", groups: ["S1"] }),
    { user: "a@example.com", groups: ["staff", "oncall"] },
  ],
])("%s", (_, config, who, identity) => {
  expect(identify(config, who)).toEqual({
    id: "T1:U1",
    name: "Alice",
    slack: { team: "T1", user: "U1" },
    kubernetes: identity,
  });
});

test.each([
  ["nobody named them", NAMED, member({ user: "U2" }), "nothing in the configuration names you"],
  [
    "the same user id in another workspace is another person",
    NAMED,
    member({ team: "T2" }),
    "nothing in the configuration names you",
  ],
  [
    "the same user group id in another workspace is another group",
    GROUPS,
    member({ team: "T2", groups: ["S1"] }),
    "nothing in the configuration names you",
  ],
  ["their e-mail address is not confirmed", EMAIL, member(), "Slack has no confirmed e-mail address for you"],
  [
    "a user group is no way around the e-mail rule",
    EMAIL,
    member({ groups: ["S1"] }),
    "Slack has no confirmed e-mail address for you",
  ],
  [
    "their domain is another",
    EMAIL,
    member({ email: "a@example.com.evil.org" }),
    "your e-mail address is not in a domain that is mapped",
  ],
  [
    "their domain only looks alike",
    EMAIL,
    member({ email: "example.com@evil.org" }),
    "your e-mail address is not in a domain that is mapped",
  ],
])("refused: %s", (_, config, who, because) => {
  const line = `people:\n  users:\n    ${who.team}:${who.user}: { user: YOUR-KUBERNETES-USER, groups: [YOUR-GROUP] }`;
  expect(() => identify(config, who)).toThrow(
    expect.objectContaining({ code: "unidentified", facts: { because, line } }),
  );
});

test("the lines that a refusal names work once they are filled in", () => {
  let line = "";
  try {
    identify(NAMED, member({ user: "U2" }));
  } catch (error) {
    line = (error as { facts: { line: string } }).facts.line;
  }
  const fixed = loadSettings({ KUBEMATE_CONFIG: "k" }, () => line).people;
  expect(identify(fixed, member({ user: "U2" })).kubernetes).toEqual({
    user: "YOUR-KUBERNETES-USER",
    groups: ["YOUR-GROUP"],
  });
});
