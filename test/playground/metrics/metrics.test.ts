/** What a Prometheus scrapes from the playground: the names that dashboards know, with numbers that agree with the cluster. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Failure } from "../../../src/core/failure.ts";
import { MEASURES, selected } from "../../../src/kubernetes/measures.ts";
import type { KubeObject } from "../../../src/kubernetes/object.ts";
import { createPrometheus } from "../../../src/prometheus/index.ts";
import { fastClock } from "../../../src/playground/clock.ts";
import { sharedUsage } from "../../../src/playground/cluster/controllers/usage.ts";
import { type MetricsServer, startMetrics } from "../../../src/playground/metrics/index.ts";
import { exposition } from "../../../src/playground/metrics/text.ts";
import { heavyLoad } from "../../../src/playground/scenarios/heavy-load.ts";
import { seedObjects } from "../../../src/playground/seed.ts";
import { eventually } from "../../cluster/eventually.ts";
import { embedded } from "../../support/embedded.ts";

let cluster: Awaited<ReturnType<typeof embedded>>;
let metrics: MetricsServer;
beforeAll(async () => {
  cluster = await embedded({ clock: fastClock(40), objects: seedObjects(), usage: sharedUsage });
  metrics = await startMetrics(cluster);
  const running = () => cluster.store.list("Pod", "shop").filter(({ status }) => status.phase === "Running").length;
  await eventually("the shop to be up", async () => running() === 12, 15);
}, 30_000);
afterAll(async () => {
  await metrics.close();
  await cluster.stop();
});

const LINE = /^([a-z_:]+)\{([^}]*)\} (-?[\d.e+]+)$/;

/** Sums up the samples of one name whose labels have all of these. */
async function sum(name: string, ...labels: readonly string[]): Promise<number> {
  const text = await (await fetch(metrics.metrics)).text();
  return text
    .split("\n")
    .map((line) => LINE.exec(line))
    .filter((match) => match?.[1] === name && labels.every((label) => match[2]?.includes(label)))
    .reduce((total, match) => total + Number(match?.[3]), 0);
}

test("every line is of the format, and every family says what it is before its samples", async () => {
  const response = await fetch(metrics.metrics);
  expect(response.headers.get("content-type")).toContain("text/plain; version=0.0.4");
  let family = "";
  for (const line of (await response.text()).trimEnd().split("\n")) {
    const [, declared] = /^# (?:HELP|TYPE) (\w+) .+/.exec(line) ?? [];
    if (declared) family = declared;
    else
      expect(LINE.exec(line)?.[1]?.replace(/_(bucket|sum|count)$/, ""), line).toBe(family.replace(/_(sum|count)$/, ""));
  }
});

test("requests, limits and replicas are those of the objects", async () => {
  const cpu = (pod: string) =>
    sum("kube_pod_container_resource_requests", 'namespace="shop"', `pod="${pod}`, 'resource="cpu"');
  expect(await cpu("db-0")).toBeCloseTo(0.5);
  expect(await sum("kube_deployment_status_replicas_available", 'deployment="web"', 'namespace="shop"')).toBe(3);
  expect(await sum("kube_pod_info", 'namespace="shop"')).toBe(cluster.store.list("Pod", "shop").length);
});

test("counters grow, faster under load, and a pod that is not ready gets no requests", async () => {
  const requests = () => sum("http_requests_total", 'namespace="shop"', 'pod="cart-');
  const cpu = () => sum("container_cpu_usage_seconds_total", 'namespace="shop"', 'pod="cart-');
  const rate = async (of: () => Promise<number>) => {
    const [began, before] = [cluster.clock.now(), await of()];
    await eventually("a minute of the cluster's time", async () => cluster.clock.now() - began > 60_000, 10);
    return (await of()) - before;
  };
  const [calm, cores] = [await rate(requests), (await rate(cpu)) / 60];
  expect(calm).toBeGreaterThan(0);
  expect(cores).toBeGreaterThan(0.1);
  expect(cores).toBeLessThan(0.3); // two pods at 40 % of 200m
  expect(await sum("http_requests_total", 'namespace="shop"', 'code="500"')).toBeGreaterThan(0);
  await heavyLoad.start(cluster);
  expect(await rate(requests)).toBeGreaterThan(calm * 1.5);
  expect(await sum("http_requests_total", 'namespace="broken"', 'pod="mail-')).toBe(0);
}, 30_000);

test("a histogram's buckets never fall, and end in the count", async () => {
  const buckets = (le: string) => sum("http_request_duration_seconds_bucket", `le="${le}"`);
  const [small, middle, all] = [await buckets("0.01"), await buckets("0.1"), await buckets("+Inf")];
  expect(small).toBeGreaterThan(0);
  expect(small).toBeLessThan(middle);
  expect(middle).toBeLessThanOrEqual(all);
  expect(await sum("http_request_duration_seconds_count")).toBeGreaterThanOrEqual(all);
});

test("label values are escaped", () => {
  const samples = [{ labels: { a: 'x"\\\n' }, value: 1.5 }];
  expect(exposition([{ name: "m", help: "h", type: "gauge", samples }])).toBe(
    '# HELP m h\n# TYPE m gauge\nm{a="x\\"\\\\\\n"} 1.5\n',
  );
});

describe("queried, as a Prometheus", () => {
  const client = () => createPrometheus({ url: metrics.url });
  const now = async (promql: string) => client().instant(promql, cluster.clock.now());

  test.each((["cpu", "memory", "restarts", "requests", "errors", "latency"] as const).map((what) => [what] as const))(
    "metrics … %s has an answer for what serves",
    async (what) => {
      const cart = cluster.store.get("Deployment", "shop", "cart") as KubeObject;
      const [query = ""] = MEASURES[what].lines.flatMap(({ promql }) => promql(selected(cart, "shop")));
      const to = cluster.clock.now();
      const [series] = await client().range(query, { from: to - 3 * 60_000, to });
      expect(series?.points.length).toBeGreaterThan(3);
      if (what !== "restarts") expect(series?.points.at(-1)?.value).toBeGreaterThan(0);
    },
  );

  test("a rate is how fast the counter grew", async () => {
    const counter = 'container_cpu_usage_seconds_total{namespace="shop",pod="db-0"}';
    const [raw] = await now(`${counter}[1m]`);
    const [first, last] = [raw?.points[0], raw?.points.at(-1)];
    if (!first || !last) throw new Error("nothing was scraped");
    const [rate] = await now(`rate(${counter}[1m])`);
    expect(rate?.points[0]?.value).toBeCloseTo(((last.value - first.value) / (last.at - first.at)) * 1000, 1);
    expect(last.value).toBeGreaterThan(first.value);
  });

  test("grouped, filtered, compared, joined", async () => {
    const by = await now("sum by (namespace) (kube_pod_info)");
    const shop = by.find(({ labels }) => labels["namespace"] === "shop");
    expect(shop?.points[0]?.value).toBe(cluster.store.list("Pod", "shop").length);
    expect(await now("topk(1, sum by (namespace) (kube_pod_info))")).toHaveLength(1);
    expect(await now('sum(kube_pod_info{namespace="shop"}) > 1000')).toEqual([]);
    expect(await now("nothing_here or vector(0)")).toMatchObject([{ labels: {}, points: [{ value: 0 }] }]);
    expect(await now("2 ^ 3 + -1")).toMatchObject([{ points: [{ value: 7 }] }]);
    const ratio = await now("kube_deployment_status_replicas_available / kube_deployment_spec_replicas");
    expect(ratio.length).toBe(cluster.store.list("Deployment").length);
    expect(ratio[0]?.labels).not.toHaveProperty("__name__");
  });

  test.each([
    ["sum by (", /1:9: parse error: unexpected/],
    ['up{job=~"["}', /error parsing regexp/],
    ["🔥", /unexpected "🔥"/],
    ["rate(kube_pod_info)", /expected type range vector/],
    ["label_replace(up, 'a', 'b', 'c', 'd')", /small Prometheus does not know .* a real one does/],
    ["", /no expression found/],
  ])("%s is refused, and it is said why", async (promql, why) => {
    const refused = await now(promql).catch((error: unknown) => error);
    expect((refused as Failure).facts).toMatchObject({ why: "refused", detail: expect.stringMatching(why) });
  });
});
