/** `query`: PromQL as it was typed, for whom a policy rule allows it. */
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { Failure } from "../../src/core/failure.ts";
import { builtIn, type Policy } from "../../src/core/policy.ts";
import type { Prometheus, Series } from "../../src/core/prometheus.ts";
import { embedded } from "../support/embedded.ts";
import { alice, direct, sandbox } from "../support/sandbox.ts";

let cluster: Awaited<ReturnType<typeof embedded>>;
let bot: Awaited<ReturnType<typeof sandbox>>;
const asked: string[] = [];
let answer: () => readonly Series[];
const prometheus: Prometheus = {
  async range(promql, { from, to }) {
    asked.push(`${(to - from) / 60_000}m ${promql}`);
    return answer();
  },
  async instant(promql) {
    asked.push(`now ${promql}`);
    return answer();
  },
};
const everywhere = { clusters: ["*"], namespaces: ["*"], groups: ["*"] };
const allowed: Policy = { configured: true, rules: [{ effect: "allow", risks: ["query"], ...everywhere }] };

beforeAll(async () => {
  cluster = await embedded();
  bot = await sandbox({ kubeconfig: cluster.kubeconfig }, { prometheus });
});
beforeEach(() => {
  bot.rules(allowed);
  answer = () => [];
});
afterAll(async () => {
  await bot.close();
  await cluster.stop();
});

const says = async (line: string) => (await bot.types(line, { as: alice, place: direct })).at(-1) ?? "";
const line = (labels: Record<string, string>, ...values: readonly number[]) => ({
  labels,
  points: values.map((value, at) => ({ at, value })),
});

test("as it is now: a table, the highest first, and the query at the foot", async () => {
  answer = () => [line({ namespace: "shop" }, 3), line({ namespace: "team-a", pod: "x" }, 12.3456789)];
  const said = await says("query sum by (namespace) (kube_pod_info)");
  expect(said).toContain("2 series, the highest first, now");
  expect(said).toMatch(/NAMESPACE +POD +VALUE\n *team-a +x +12\.3457\n *shop +3/);
  expect(said).toContain("$ sum by (namespace) (kube_pod_info)");
});

test("since when, first: a line each, to one scale", async () => {
  answer = () => [line({ pod: "a" }, 1, 2), line({ pod: "b" }, 4, 8)];
  const said = await says("query since 30m up");
  expect(asked.at(-1)).toBe("30m up");
  expect(said).toMatch(/b {2}▅█ {2}8\n *a {2}▂▃ {2}2\n/);
  expect((await bot.presses("As CSV", { as: alice, place: direct })).at(-1)).toMatch(/time,b,a\n[^]*,8,2/);
});

test.each([
  [
    `query rate(x{code=~"5..", a="-n shop"}[5m] offset 1d) == 0`,
    `rate(x{code=~"5..", a="-n shop"}[5m] offset 1d) == 0`,
  ],
  ["query up{job=“web”}", 'up{job="web"}'],
  ["query up since", "up since"],
])("%s arrives as it was meant", async (typed, promql) => {
  await says(typed);
  expect(asked.at(-1)).toBe(`now ${promql}`);
});

test("without a rule nobody is let past Kubernetes' rights, whatever else they may", async () => {
  const before = asked.length;
  bot.rules(builtIn);
  expect(await says("query up")).toContain(
    "✗ You may not ask Prometheus in your own words in all of playground: no policy is configured, and without one nobody does.",
  );
  bot.rules({ configured: true, rules: [{ effect: "allow", risks: ["read", "change", "destroy"], ...everywhere }] });
  expect(await says("query up")).toContain("no policy rule allows it");
  bot.rules({ configured: true, rules: [{ effect: "allow", risks: ["query"], ...everywhere, namespaces: ["shop"] }] });
  expect(await says("query up")).toContain("no policy rule allows it"); // it would show the others' numbers too
  expect(asked).toHaveLength(before);
});

test("where Prometheus stopped to understand, a caret shows it", async () => {
  answer = () => {
    const detail = 'invalid parameter "query": 1:5: parse error: unexpected end of input';
    throw new Failure("no-metrics", { why: "refused", detail });
  };
  expect(await says("query sum(")).toMatch(
    /✗ Prometheus does not understand the query: unexpected end of input\n *sum\(\n {6}\^/,
  );
  answer = () => {
    throw new Failure("no-metrics", { why: "refused", detail: "query processing would load too many samples" });
  };
  expect(await says("query up")).toContain(
    "Prometheus refused the query: query processing would load too many samples",
  );
});

test("nothing known, and nothing asked", async () => {
  expect(await says("query nosuch")).toContain("Prometheus knows nothing of this now");
  expect(await says("query since 1h nosuch")).toContain("Prometheus knows nothing of this in the last 1h");
  expect(await says("query since yesterday up")).toContain('"yesterday": write it as 90s, 15m, 1h30m or 2d.');
});
