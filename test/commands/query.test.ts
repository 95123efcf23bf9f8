/** `query`: PromQL as it was typed, for whom a policy rule allows it. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { Failure } from "../../src/core/failure.ts";
import { builtIn, type Policy } from "../../src/core/policy.ts";
import type { Prometheus, Series } from "../../src/core/prometheus.ts";
import { embedded } from "../support/embedded.ts";
import { alice, channel, direct, sandbox } from "../support/sandbox.ts";

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

describe("saved, for everybody in the channel", () => {
  const here = { as: alice, place: channel };
  const asks = (line: string) => bot.asks(line, here);

  test("once asked, it is saved, listed, asked again by name and by button, and forgotten", async () => {
    answer = () => [line({}, 1, 5)];
    expect(await asks("query saved")).toMatch(/No query is saved here yet/);
    expect(await asks('query save as busy since 30m sum(up{a="b"})')).toContain(
      "Saved here. query saved busy asks it again.",
    );
    expect(await asks("query saved")).toMatch(/1 saved here[^]*busy +30m +alice +sum\(up\{a="b"\}\)[^]*\[1\] busy/);
    const again = (await bot.presses("busy", here)).at(-1);
    expect(again).toMatch(/busy: 1 series, in the last 30m/);
    expect(asked.at(-1)).toBe('30m sum(up{a="b"})');
    await asks("query saved busy since 2h");
    expect(asked.at(-1)).toBe('120m sum(up{a="b"})');
    expect(await bot.asks("query saved busy", { as: alice, place: direct })).toMatch(
      /^✗ No query is saved here yet\. Save one with "query save as busy sum\(up\)"\./,
    );
    expect(await asks("query forget busy")).toContain("Nobody is offered busy here any more");
    expect(await asks("query saved busy")).toMatch(/^✗ No query is saved here yet\./);
    expect(await asks("query forget busy")).toMatch(/^✗ No query is saved here yet\./);
  });

  test("the same name again replaces it; what is not understood is not saved", async () => {
    answer = () => [line({}, 1)];
    await asks("query save as load up");
    await asks("query save as load since 1h down");
    expect(await asks("query saved")).toMatch(/load +1h +alice +down/);
    answer = () => {
      throw new Failure("no-metrics", { why: "refused", detail: '1:3: parse error: unexpected "x"' });
    };
    expect(await asks("query save as broken x x")).toMatch(/^✗/);
    expect(await asks("query saved")).not.toContain("broken");
    expect(await asks("query forget load")).toContain("✓");
  });

  test.each([
    ["query save as Über up", /write a short name in lower case, such as busy/],
    ["query saved a_b", /write a short name in lower case/],
  ])("%s names the fix", async (typed, words) => expect(await asks(typed)).toMatch(words));

  test("fifty fit", async () => {
    answer = () => [line({}, 1)];
    for (let i = 0; i < 50; i++) await asks(`query save as q${i} up`);
    expect(await asks("query save as one-more up")).toMatch(
      /^✗ 50 queries are saved here, and no more fit\. query forget/,
    );
    expect(await asks("query save as q7 down")).toContain("Saved here");
  });
});
