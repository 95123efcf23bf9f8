/** `metrics`: ready-made queries for one workload, asked only for who may see its pods. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { marks, sparkline } from "../../src/core/sparkline.ts";
import type { Person } from "../../src/core/context.ts";
import type { Prometheus, Series } from "../../src/core/prometheus.ts";
import { embedded } from "../support/embedded.ts";
import { alice, direct, sandbox } from "../support/sandbox.ts";

let cluster: Awaited<ReturnType<typeof embedded>>;
let bot: Awaited<ReturnType<typeof sandbox>>;
const asked: string[] = [];
let answer: readonly Series[] = [];
/** Where only some names are known: the series of the queries that hold this. */
let known = "";
/** How many pods it was told to run, where somebody counts them. */
let replicas: readonly Series[] = [];
const prometheus: Prometheus = {
  async range(promql, { from, to }) {
    if (promql.includes("replicas{")) return replicas;
    asked.push(`${(to - from) / 60_000}m ${promql}`);
    return promql.includes(known) ? answer : [];
  },
  instant: () => Promise.reject(new Error("metrics shows how it went")),
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
/** A minute apart, the last one now. */
const series = (...values: readonly number[]) => [
  {
    labels: {},
    points: values.map((value, i) => ({ at: Date.now() - (values.length - 1 - i) * 60_000, value })),
  },
];

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

test("who counts the requests differs: the first that is known is asked, and its query stands at the foot", async () => {
  answer = series(10, 20);
  for (const [name, foot] of [
    ["http_server_request_duration_seconds_count", 'http_response_status_code=~"5.."} '],
    ["istio_requests_total", 'destination_workload_namespace="shop",destination_workload="web"'],
    ["response_total", 'classification="failure"'],
    ["nginx_ingress_controller_requests", 'exported_service="web"'],
  ] as const) {
    known = name;
    const said = await says("metrics web errors");
    expect(said, name).toContain("Failed requests of deploy/web: 2000% now");
    expect(said, name).toContain(`or vector(0)) / sum(rate(${name}{`);
    expect(said, name).toContain(foot.trim());
  }
  known = "istio_request_duration_milliseconds_bucket";
  expect(await says("metrics web latency")).toMatch(/: 20s now[^]*\) \/ 1000\n/);
  known = "";
});

test("two lines of one picture: in and out, CPU and memory", async () => {
  answer = series(2048, 1024 * 1024 * 3);
  const said = await says("metrics web network");
  expect(said).toContain("Network of deploy/web: in 3Mi/s, out 3Mi/s now");
  expect(said).toMatch(/in {3}▁█ {2}3Mi\/s\n *out {2}▁█ {2}3Mi\/s/);
  expect(said).toMatch(/Lowest +in 2Ki\/s, out 2Ki\/s/);
  known = "throttled";
  answer = series(0.1, 0.5);
  expect(await says("metrics web saturation")).toContain("Saturation of deploy/web: CPU held back 50% now");
  known = "";
});

test("beside yesterday: both to one scale, and in words", async () => {
  answer = series(1, 2);
  const before = asked.length;
  const said = await says("metrics web cpu since 30m vs 1d");
  expect(said).toMatch(/now {5}▅█ {2}2000m\n *1d ago {2}▅█ {2}2000m/);
  expect(said).toMatch(/1d ago +2000m at this time, 2000m at most/);
  expect(asked.slice(before).map((one) => one.split(" ")[0])).toEqual(["30m", "30m"]);
});

test("what the pods ask for and may use, and when the revision was made, stand with the numbers", async () => {
  bot.later(10 * 60_000); // the cluster's clock hurries: what it made a moment ago may lie ahead of ours
  const now = Date.now() + 10 * 60_000;
  answer = [{ labels: {}, points: [-3600, -1800, 60].map((s) => ({ at: now + s * 1000, value: 1 })) }];
  const said = await says("metrics web memory");
  expect(said).toMatch(/Asked for +\S+Mi/);
  expect(said).toMatch(/Limit +\S+/);
  expect(said).toMatch(/▲\n[^]*▲ \d\d:\d\d \S+ {2}revision 1/);
});

test("a scaling is marked, and named where the numbers changed with it", async () => {
  const now = Date.now() + 10 * 60_000;
  const at = (i: number): number => now - (60 - i) * 60_000;
  answer = [{ labels: {}, points: Array.from({ length: 60 }, (_, i) => ({ at: at(i), value: i < 30 ? 0.2 : 0.4 })) }];
  replicas = [{ labels: {}, points: Array.from({ length: 60 }, (_, i) => ({ at: at(i), value: i < 28 ? 3 : 6 })) }];
  const said = await says("metrics web since 1h");
  expect(said).toMatch(/In the last 1h: doubled, from 200m to 400m at \d\d:\d\d \S+, 2m after 3 to 6 pods/);
  expect(said).toMatch(/▲ \d\d:\d\d \S+ {2}3 to 6 pods/);
  replicas = [];
});

test("the numbers as CSV, by button and by option", async () => {
  answer = [{ labels: {}, points: [{ at: Date.UTC(2026, 0, 2), value: 0.25 }] }];
  await says("metrics web");
  const said = (await bot.presses("As CSV", { place: direct })).at(-1);
  expect(said).toContain("time,cores\n  2026-01-02T00:00:00.000Z,0.25");
  expect(await says("metrics web -o csv")).toBe(said);
});

test("one person's queries have a budget, and another's are untouched by it", async () => {
  answer = series(1);
  const rude: Person = { ...alice, id: "T1:URUDE" };
  let said = "";
  for (let i = 0; i < 80 && !said.startsWith("✗"); i++) said = await says("metrics web", rude);
  expect(said).toMatch(/^✗ You have asked Prometheus as much as one person may in a minute\. Ask again in \d+ s\.$/);
  expect(await says("metrics web")).toContain("CPU of deploy/web: 1000m");
  bot.later(61_000);
  expect(await says("metrics web", rude)).toContain("CPU of deploy/web: 1000m");
});

test("who may not see the pods does not see their numbers, and Prometheus is not asked", async () => {
  const stranger: Person = { ...alice, id: "T1:UX", kubernetes: { user: "stranger", groups: [] } };
  const before = asked.length;
  expect(await says("metrics web", stranger)).toMatch(/^✗/);
  expect(asked).toHaveLength(before);
});

test("numbers that end before now are told as what they are", async () => {
  answer = [{ labels: {}, points: [{ at: Date.now() - 12 * 60_000, value: 0.3 }] }];
  expect(await says("metrics web since 15m")).toMatch(/^· CPU of deploy\/web: 300m when last seen, \d+m ago/);
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

test("marks stand below the value of their moment, and not outside", () => {
  expect(marks([0, 10, 20, 30], [15, 30, 31, -1])).toBe(" ▲ ▲");
  expect(marks([], [1])).toBe("");
});
