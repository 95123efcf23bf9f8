/** How a workload is doing, on the card of a change and after it. */
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { Person } from "../../src/core/context.ts";
import { Failure } from "../../src/core/failure.ts";
import type { Prometheus } from "../../src/core/prometheus.ts";
import { embedded } from "../support/embedded.ts";
import { alice, sandbox } from "../support/sandbox.ts";

let cluster: Awaited<ReturnType<typeof embedded>>;
let bot: Awaited<ReturnType<typeof sandbox>>;
const asked: string[] = [];
let errors = 0.002;
let trouble: Error | undefined;
const prometheus: Prometheus = {
  range: () => Promise.reject(new Error("a card shows no history")),
  async instant(promql) {
    asked.push(promql);
    if (trouble) throw trouble;
    const value = promql.includes('code=~"5.."') ? errors : promql.includes("http_requests_total") ? 57.1 : undefined;
    return value === undefined ? [] : [{ labels: {}, points: [{ at: 0, value }] }];
  },
};
beforeAll(async () => {
  cluster = await embedded();
  bot = await sandbox({ kubeconfig: cluster.kubeconfig }, { prometheus, afterwards: 0.2 });
});
afterAll(async () => {
  await bot.close();
  await cluster.stop();
});
beforeEach(() => {
  asked.length = 0;
  errors = 0.002;
  trouble = undefined;
});

test("the card shows what is known, and after the act the same is looked at again", async () => {
  const card = await bot.asks("scale web 5");
  expect(card).toMatch(/Now: Requests 57\.1\/s · Failed requests 0\.2%\n/);
  expect(card).not.toContain("CPU");
  expect(asked).toHaveLength(3); // one query for each figure, whoever counts the requests
  errors = 0.05;
  const said = await bot.presses("Scale to 5");
  expect(said.at(-2)).toContain("I look at its traffic again in");
  expect(said.at(-1)).toMatch(
    /Rolled out: 5 of 5[^]*Requests before 57\.1\/s, after 57\.1\/s\n +Failed requests before 0\.2%, after 5%/,
  );
  expect(said.at(-1)).toContain("[1] Undo");
  expect(asked.at(-1)).toContain("[60s]");
});

test("a rollout that is watched shows them too", async () => {
  expect((await bot.types("rollout status web")).at(-1)).toMatch(/^✓ deploy\/web: [^]*Now: Requests 57\.1\/s · Failed/);
});

test("what is no longer known afterwards is called unknown", async () => {
  await bot.asks("rollout restart web");
  trouble = new Failure("no-metrics", { why: "slow", detail: "" });
  expect((await bot.presses("Restart")).at(-1)).toMatch(/Failed requests before 0\.2%, after unknown/);
});

test.each([
  ["does not answer", 4, new Failure("no-metrics", { why: "unreachable", detail: "ECONNREFUSED" })],
  ["is asked too much", 3, new Failure("no-metrics", { why: "spent", detail: "9 s" })],
])("a Prometheus that %s keeps nobody from changing anything", async (_, replicas, error) => {
  trouble = error;
  const card = await bot.asks(`scale web ${replicas}`);
  expect(card).toMatch(/^· Scale deploy\/web from \d to \d\?/);
  expect(card).not.toContain("Requests");
  expect((await bot.presses(`Scale to ${replicas}`)).at(-1)).toMatch(/Rolled out: [^]*Undo/);
  expect(bot.bugs).toEqual([]);
});

test("one that hangs is waited for no longer than two seconds", async () => {
  const slow: Prometheus = {
    ...prometheus,
    instant: (_, __, signal) =>
      new Promise((_resolve, reject) => signal?.addEventListener("abort", () => reject(signal.reason as Error))),
  };
  const patient = await sandbox({ kubeconfig: cluster.kubeconfig }, { prometheus: slow });
  expect(await patient.asks("scale web 6")).toMatch(/^· Scale deploy\/web/);
  expect(patient.bugs).toEqual([]);
  await patient.close();
});

test("who may not see the pods sees no figures, and Prometheus is not asked", async () => {
  const scaler: Person = { ...alice, id: "T1:USCALER", kubernetes: { user: "scaler", groups: [] } };
  const rules = [
    { apiGroups: ["apps"], resources: ["deployments"], verbs: ["get", "list", "watch"] },
    { apiGroups: ["apps"], resources: ["deployments/scale"], verbs: ["patch"] },
  ];
  const named = { apiVersion: "rbac.authorization.k8s.io/v1", metadata: { name: "scaler", namespace: "shop" } };
  cluster.store.create({ ...named, kind: "Role", rules });
  cluster.store.create({
    ...{ ...named, kind: "RoleBinding" },
    roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "Role", name: "scaler" },
    subjects: [{ apiGroup: "rbac.authorization.k8s.io", kind: "User", name: "scaler" }],
  });
  const said = await bot.asks("scale web 6", { as: scaler });
  expect(said).toMatch(/^! Scale deploy\/web from \d to 6\?/);
  expect(said).not.toContain("Requests");
  expect(asked).toEqual([]);
});
