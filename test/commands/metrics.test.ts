/** `metrics`: ready-made queries for one workload, asked only for who may see its pods. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { sparkline } from "../../src/core/sparkline.ts";
import type { Person } from "../../src/core/context.ts";
import type { Prometheus, Series } from "../../src/core/prometheus.ts";
import { embedded } from "../support/embedded.ts";
import { alice, direct, sandbox } from "../support/sandbox.ts";

let cluster: Awaited<ReturnType<typeof embedded>>;
let bot: Awaited<ReturnType<typeof sandbox>>;
const asked: string[] = [];
let answer: readonly Series[] = [];
const prometheus: Prometheus = {
  async range(promql, { from, to }) {
    asked.push(`${(to - from) / 60_000}m ${promql}`);
    return answer;
  },
};
beforeAll(async () => {
  cluster = await embedded();
  bot = await sandbox({ kubeconfig: cluster.kubeconfig }, { prometheus });
});
afterAll(async () => {
  await bot.close();
  await cluster.stop();
});

const says = async (line: string, as = alice) => (await bot.types(line, { as, place: direct })).at(-1) ?? "";
const series = (...values: readonly number[]) => [{ labels: {}, points: values.map((value, i) => ({ at: i, value })) }];

test("the numbers, as a line, now, at most and at least; the query stands at the foot", async () => {
  answer = series(0.1, 0.2, 0.4, 0.3);
  const said = await says("metrics web");
  expect(said).toContain("CPU of deploy/web: 300m now");
  expect(said).toContain("▃▅█▆");
  expect(said).toMatch(/Highest +400m/);
  expect(said).toMatch(/\$ sum\(rate\(container_cpu_usage_seconds_total\{namespace="shop",pod=~"web-/);
  expect(asked.at(-1)).toBe(
    '60m sum(rate(container_cpu_usage_seconds_total{namespace="shop",pod=~"web-[a-z0-9]+-[a-z0-9]{5}",container!=""}[5m]))',
  );
});

test.each([
  [
    "metrics sts/db memory since 6h",
    /^360m sum\(container_memory_working_set_bytes\{namespace="shop",pod=~"db-\[0-9\]\+"/,
  ],
  ["metrics web errors", /code=~"5\.\."/],
  ["metrics web latency", /histogram_quantile\(0\.95/],
])("%s", async (line, query) => {
  await says(line);
  expect(asked.at(-1)).toMatch(query);
});

test("who may not see the pods does not see their numbers, and Prometheus is not asked", async () => {
  const stranger: Person = { ...alice, id: "T1:UX", kubernetes: { user: "stranger", groups: [] } };
  const before = asked.length;
  expect(await says("metrics web", stranger)).toMatch(/^✗/);
  expect(asked).toHaveLength(before);
});

test("nothing known, and nobody to ask", async () => {
  answer = [];
  expect(await says("metrics web requests")).toContain("Prometheus knows no requests of deploy/web in the last 1h");
  const other = await sandbox({ kubeconfig: cluster.kubeconfig });
  const [said] = await other.types("metrics web", { as: alice, place: direct });
  expect(said).toContain("No Prometheus is configured. Whoever runs this bot can name one in PROMETHEUS_URL.");
  await other.close();
});

test.each<[readonly number[], string]>([
  [[], ""],
  [[0, 0], "▁▁"],
  [[1, 2, 4, 8], "▂▃▅█"],
  [Array.from({ length: 64 }, (_, i) => i), "▁▁▁▁▂▂▂▂▃▃▃▃▄▄▄▄▅▅▅▅▆▆▆▆▇▇▇▇████"],
])("%j as a line", (values, line) => expect(sparkline(values)).toBe(line));
