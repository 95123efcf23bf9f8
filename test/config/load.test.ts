import { describe, expect, test } from "vitest";
import { ConfigProblems, loadConfig, loadSettings } from "../../src/config/index.ts";
import { builtIn } from "../../src/core/policy.ts";

const SLACK = { SLACK_BOT_TOKEN: "xoxb-1", SLACK_SIGNING_SECRET: "8f742231b10e8888abcd99yyyzzz85a5" };

/** The configuration from some variables and the text of kubemate.yaml. */
function load(env: Record<string, string> = {}, yaml = "") {
  return loadConfig({ ...SLACK, KUBEMATE_CONFIG: "kubemate.yaml", ...env }, (path) => {
    if (path === "kubemate.yaml") return yaml;
    if (path === "ca.pem") return "-----BEGIN CERTIFICATE-----\n…";
    if (path === "notes.txt") return "no certificate";
    throw Object.assign(new Error("ENOENT: no such file"), { code: "ENOENT" });
  });
}

function problems(env: Record<string, string>, yaml = ""): readonly string[] {
  try {
    load(env, yaml);
  } catch (error) {
    if (error instanceof ConfigProblems) return error.problems;
    throw error;
  }
  return [];
}

describe("the environment", () => {
  test("two variables are enough", () => {
    expect(loadConfig(SLACK, () => "")).toMatchObject({
      slack: {
        botToken: "xoxb-1",
        signingSecrets: [SLACK.SLACK_SIGNING_SECRET],
        port: 3000,
        teams: [],
        userGroups: false,
      },
      metricsPort: 9464,
      ledgerFile: "data/kubemate.sqlite",
      logLevel: "info",
      clusters: [],
      policy: builtIn,
      kinds: undefined,
      keepDays: 365,
    });
  });

  test("Socket Mode needs no signing secret", () => {
    const { slack } = load({ SLACK_APP_TOKEN: "xapp-1", SLACK_SIGNING_SECRET: "" });
    expect(slack).toMatchObject({ appToken: "xapp-1", signingSecrets: [] });
  });

  test("while a signing secret is replaced, both are good", () => {
    expect(load({ SLACK_SIGNING_SECRET_PREVIOUS: "the-one-before" }).slack.signingSecrets).toHaveLength(2);
  });

  test("certificates are read", () => {
    expect(load({ SLACK_CA_FILE: "ca.pem" }).slack.ca).toContain("BEGIN CERTIFICATE");
  });

  test("Prometheus gets a tenant's headers; what is no JSON is not repeated, because it may be a token", () => {
    expect(load({ PROMETHEUS_HEADERS: '{"X-Scope-OrgID":"shop"}' }).prometheusHeaders).toEqual({
      "X-Scope-OrgID": "shop",
    });
    for (const bad of ["Bearer abc", '{"a b":"c"}', '{"a":"b\\nc"}', "[1]"])
      expect(problems({ PROMETHEUS_HEADERS: bad })).toEqual([
        'PROMETHEUS_HEADERS: write it as JSON, such as {"X-Scope-OrgID":"shop"}.',
      ]);
  });

  test("the terminal needs no Slack", () => {
    expect(loadSettings({}, () => "")).toMatchObject({ policy: builtIn });
  });

  test.each([
    [{ SLACK_BOT_TOKEN: "" }, "SLACK_BOT_TOKEN: it is not set; copy it from your Slack app, OAuth & Permissions."],
    [
      { SLACK_BOT_TOKEN: "xapp-1" },
      /^SLACK_BOT_TOKEN: this is an app-level token \(xapp-\); it belongs in SLACK_APP_TOKEN/,
    ],
    [{ SLACK_BOT_TOKEN: "xoxp-1" }, /^SLACK_BOT_TOKEN: this is a user token/],
    [{ SLACK_APP_TOKEN: "xoxb-1" }, /^SLACK_APP_TOKEN: .*belongs in SLACK_BOT_TOKEN/],
    [{ SLACK_SIGNING_SECRET: " " }, /^SLACK_SIGNING_SECRET: it is not set; .* or set SLACK_APP_TOKEN/],
    [{ SLACK_SIGNING_SECRET: "", SLACK_SIGNIN_SECRET: "x" }, /it is not set \(SLACK_SIGNIN_SECRET is\)/],
    [{ SLACK_SIGNING_SECRET: "short" }, /^SLACK_SIGNING_SECRET: it is too short/],
    [{ SLACK_SIGNING_SECRET: "", SLACK_SIGNING_SECRET_PREVIOUS: "the-one-before" }, /set without SLACK_SIGNING_SECRET/],
    [{ SLACK_API_URL: "slack.com" }, "SLACK_API_URL: write it as a URL, such as https://example.com."],
    [{ SLACK_CA_FILE: "none.pem" }, "SLACK_CA_FILE: none.pem cannot be read: there is no such file."],
    [{ SLACK_CA_FILE: "notes.txt" }, /^SLACK_CA_FILE: notes.txt holds no certificate/],
    [{ KUBEMATE_CONFIG: "none.yaml" }, "KUBEMATE_CONFIG: none.yaml cannot be read: there is no such file."],
    [{ PORT: "http" }, "PORT: write it as a number."],
    [{ PORT: "70000" }, "PORT: write a number up to 65535."],
    [{ PORT: "9464", METRICS_PORT: "9464" }, /^METRICS_PORT: it is the same as PORT/],
    [{ LOG_LEVEL: "loud" }, "LOG_LEVEL: write debug, info, warn, error or silent."],
  ])("%j is refused", (env, problem) => expect(problems(env)).toEqual([expect.stringMatching(problem)]));
});

describe("the file", () => {
  test("says who is who, what is served, and who may do what", () => {
    const config = load(
      {},
      `
      teams: [T1]
      people:
        users:
          T1:U1: { user: alice@example.com, groups: [developers] }
          T1:U2: { user: bob }
        userGroups:
          T1:S1: { groups: [oncall] }
      clusters:
        staging: kind-staging
        prod: arn:aws:eks:eu-west-1:1:cluster/prod
      defaultCluster: prod
      channels:
        T1:C1: { cluster: staging, namespace: shop, sees: [shop] }
        T1:C2: { sees: [payments] }
      policy:
        - { effect: allow, risks: [read] }
        - { effect: confirm, risks: [change], clusters: [staging], groups: [developers] }
      kinds: [pods, deployments.apps]
      keepDays: 30
    `,
    );
    expect(config.slack).toMatchObject({ teams: ["T1"], userGroups: true });
    expect(config.people.users["T1:U2"]).toEqual({ user: "bob", groups: [] });
    expect(config.clusters.map(({ name }) => name)).toEqual(["prod", "staging"]);
    expect(config.channels.get("T1:C1")).toEqual({ scope: { cluster: "staging", namespace: "shop" }, sees: ["shop"] });
    expect(config.channels.get("T1:C2")).toEqual({ scope: {}, sees: ["payments"] });
    expect(config.policy).toEqual({
      configured: true,
      rules: [
        { effect: "allow", risks: ["read"], clusters: ["*"], namespaces: ["*"], groups: ["*"] },
        { effect: "confirm", risks: ["change"], clusters: ["staging"], namespaces: ["*"], groups: ["developers"] },
      ],
    });
    expect(config).toMatchObject({ kinds: ["pods", "deployments.apps"], keepDays: 30 });
  });

  test.each([
    ["empty", ""],
    ["only comments", "# later\n"],
  ])("may be %s", (_, yaml) => expect(load({}, yaml).policy).toBe(builtIn));

  test("an empty policy denies everything, which is not the same as none", () => {
    expect(load({}, "policy: []").policy).toEqual({ configured: true, rules: [] });
  });

  test.each([
    ["teems: [T1]", "kubemate.yaml: teems is not known here; did you mean teams?"],
    ["teams: [my team]", /^kubemate.yaml: teams\[0\]: write a workspace's id/],
    [
      "people: { users: { alice: { user: a } } }",
      /people.users.alice: write the workspace's id, a colon and the member's id/,
    ],
    [
      "people: { users: { T1:U1: { user: 'system:admin' } } }",
      /T1:U1.user: names that start with system: belong to the cluster/,
    ],
    [
      "people: { users: { T1:U1: { user: a, groups: ['system:masters'] } } }",
      /T1:U1.groups\[0\]: names that start with system:/,
    ],
    [
      'people: { users: { T1:U1: { user: "a\\nb" } } }',
      /T1:U1.user: take out the spaces around it and the control characters/,
    ],
    ["people: { users: { T1:U1: { groups: [a] } } }", "kubemate.yaml: people.users.T1:U1.user: it is missing."],
    [
      "people: { userGroups: { T1:U1: { groups: [a] } } }",
      /userGroups.T1:U1: write the workspace's id, a colon and the user group's id/,
    ],
    [
      "people: { email: { domains: [] } }",
      "kubemate.yaml: people.email.domains: an empty list matches nothing; write at least one.",
    ],
    ["people: { email: { domains: [Example.com] } }", /domains\[0\]: write a domain in lower case/],
    [
      "policy: [{ effect: approve, risks: [change] }]",
      "kubemate.yaml: policy[0].effect: approve is not supported yet; use confirm or deny.",
    ],
    ["policy: [{ effect: allow }]", "kubemate.yaml: policy[0].risks: it is missing."],
    [
      "policy: [{ effect: allow, risks: [write] }]",
      "kubemate.yaml: policy[0].risks[0]: write read, query, change or destroy.",
    ],
    [
      "policy: [{ effect: allow, risks: [read], cluster: [a] }]",
      "kubemate.yaml: policy[0]: cluster is not known here; did you mean clusters?",
    ],
    ["policy: allow", "kubemate.yaml: policy: write a list here."],
    ["clusters: { my cluster: a }", /clusters.my cluster: write a name that people can type after @/],
    [
      "clusters: { a: x, b: y }",
      "kubemate.yaml: defaultCluster: it is missing; say which of a, b is meant when nobody names one.",
    ],
    [
      "clusters: { prod: x }\npolicy: [{ effect: allow, risks: [read], clusters: [prd] }]",
      /policy\[0\].clusters\[0\]: prd is not among the clusters; write prod/,
    ],
    ["clusters: { prod: x }\nchannels: { T1:C1: { cluster: prd } }", /channels.T1:C1.cluster: prd is not among/],
    ["channels: { general: {} }", /channels.general: write the workspace's id, a colon and the channel's id/],
    ["channels: { T1:C1: { sees: ['*'] } }", /channels.T1:C1.sees\[0\]: write a namespace's name/],
    ["kinds: [secrets]", "kubemate.yaml: kinds[0]: Secrets are never read."],
    ["kinds: [Deployment]", /kinds\[0\]: write it as resource or resource.group/],
    ["keepDays: 1.5", "kubemate.yaml: keepDays: write a whole number here."],
    ["keepDays: 0", "kubemate.yaml: keepDays: write 1 or more."],
    ["teams: [T1]\nteams: [T2]", /^kubemate.yaml: line 2: duplicated mapping key/],
    ["teams: [T1", /^kubemate.yaml: line 1: /],
    ["a: 1\n---\nb: 2", /write one YAML document/],
    ["- 1", "kubemate.yaml: write keys with values here."],
  ])("%s is refused", (yaml, problem) =>
    expect(problems({}, yaml)).toEqual([
      expect.stringMatching(typeof problem === "string" ? literally(problem) : problem),
    ]),
  );

  test("everything that is wrong is said at once, wherever it is", () => {
    const found = problems(
      { SLACK_BOT_TOKEN: "", PORT: "x" },
      "teems: []\nkeepDays: 0\nclusters: { prod: a, dev: b }\nchannels: { T1:C1: { cluster: prd } }",
    );
    expect(found).toHaveLength(6);
    expect(new ConfigProblems(found).message).toMatch(/^The configuration has 6 problems:\n- /);
  });
});

const literally = (text: string) => new RegExp(`^${text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")}$`);
