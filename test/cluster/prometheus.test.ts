/**
 * The bot and a real Prometheus. It knows a day and an hour of a shop that was written into its database before it
 * started; the playground's small Prometheus knows the same, and says the same.
 */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Failure } from "../../src/core/failure.ts";
import type { Prometheus, Series } from "../../src/core/prometheus.ts";
import { MEASURES, scalings, selected, USAGE } from "../../src/kubernetes/measures.ts";
import { History } from "../../src/playground/metrics/history.ts";
import { serveHistory } from "../../src/playground/metrics/server.ts";
import type { Family } from "../../src/playground/metrics/text.ts";
import { createPrometheus } from "../../src/prometheus/index.ts";
import { startTelemetry } from "../../src/telemetry.ts";
import { embedded } from "../support/embedded.ts";
import { alice, direct, everythingAtOnce, sandbox } from "../support/sandbox.ts";
import { buildPrometheus } from "./build.ts";
import { eventually } from "./eventually.ts";
import { type RunningPrometheus, type Scrape, startPrometheus } from "./prometheus.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const PODS = ["web-7d9f8c6b5d-x2x7p", "web-7d9f8c6b5d-k4k9q"];
await buildPrometheus(); // the first time this takes longer than "now" stays true
/** On a whole minute, so that both answer about the same moments. */
const now = Math.floor(Date.now() / MINUTE) * MINUTE;
/** When the errors began. */
const BROKEN = now - 12 * MINUTE;

/** One minute of the shop: the second pod started again from zero in between, as counters do. */
function scrape(at: number): Scrape {
  const minutes = (at - (now - 26 * HOUR)) / MINUTE;
  const labels = (pod: string) => ({ namespace: "shop", pod });
  const since = (pod: number) => (pod === 1 && at > now - 40 * MINUTE ? minutes - 25 * 60 - 20 : minutes);
  const failed = Math.max(0, (at - BROKEN) / MINUTE) * 120;
  const each = (value: (pod: number) => number) =>
    PODS.map((pod, i) => ({ labels: { ...labels(pod), container: "web" }, value: value(i) }));
  const gauge = (name: string, samples: Family["samples"]): Family => ({ name, help: name, type: "gauge", samples });
  return {
    at,
    families: [
      {
        ...{ name: "http_requests_total", help: "requests", type: "counter" },
        samples: PODS.flatMap((pod, i) => [
          { labels: { ...labels(pod), code: "200" }, value: since(i) * 600 },
          { labels: { ...labels(pod), code: "500" }, value: since(i) * 2 + failed },
        ]),
      },
      {
        ...{ name: "http_request_duration_seconds", help: "seconds", type: "histogram" },
        samples: PODS.flatMap((pod, i) => [
          ...[0.1, 0.5, 1].map((le, k) => ({
            ...{ labels: { ...labels(pod), le: String(le) }, suffix: "_bucket" },
            value: since(i) * 200 * (k + 1),
          })),
          { labels: { ...labels(pod), le: "+Inf" }, suffix: "_bucket", value: since(i) * 640 },
          { labels: labels(pod), suffix: "_sum", value: since(i) * 100 },
          { labels: labels(pod), suffix: "_count", value: since(i) * 640 },
        ]),
      },
      {
        ...{ name: "container_cpu_usage_seconds_total", help: "cpu", type: "counter" },
        samples: each((i) => since(i) * 12),
      },
      gauge(
        "container_memory_working_set_bytes",
        each((i) => (200 + 20 * i + minutes / 100) * 2 ** 20),
      ),
      gauge(
        "container_spec_memory_limit_bytes",
        each(() => 512 * 2 ** 20),
      ),
      {
        ...{ name: "kube_pod_container_status_restarts_total", help: "restarts", type: "counter" },
        samples: each((i) => (i === 1 && at > now - 40 * MINUTE ? 1 : 0)),
      },
      gauge("kube_deployment_spec_replicas", [
        { labels: { namespace: "shop", deployment: "web" }, value: at > now - 20 * MINUTE ? 4 : 2 },
      ]),
    ],
  };
}
const history = Array.from({ length: 26 * 60 + 1 }, (_, i) => scrape(now - 26 * HOUR + i * MINUTE));

const crowd: Family = {
  ...{ name: "crowd", help: "more than anybody reads", type: "gauge" },
  samples: Array.from({ length: 100_000 }, (_, i) => ({ labels: { i: String(i) }, value: i })),
};

let real: RunningPrometheus;
let small: Awaited<ReturnType<typeof serveHistory>>;
let cluster: Awaited<ReturnType<typeof embedded>>;
let telemetry: Awaited<ReturnType<typeof startTelemetry>>;
let bot: Awaited<ReturnType<typeof sandbox>>;
beforeAll(async () => {
  telemetry = await startTelemetry({ port: 0, version: "1.2.3", ready: () => undefined });
  const target = `127.0.0.1:${telemetry.port}`;
  real = await startPrometheus({
    history: [...history, { at: now, families: [crowd] }],
    scrapes: [{ job_name: "kubemate", static_configs: [{ targets: [target] }] }],
    flags: ["--query.max-samples=150000"],
  });
  const known = new History(27 * HOUR);
  for (const { at, families } of history) known.record(at, families);
  small = await serveHistory(known);
  cluster = await embedded();
  bot = await sandbox(
    { kubeconfig: cluster.kubeconfig },
    { prometheus: createPrometheus({ url: real.url }), policy: everythingAtOnce },
  );
}, 600_000);
afterAll(async () => {
  await bot?.close();
  await cluster?.stop();
  await small?.close();
  await real?.stop();
  await telemetry?.stop();
});

const web = { apiVersion: "apps/v1", kind: "Deployment", metadata: { name: "web", namespace: "shop" } };
const of = selected(web, "shop");
const both = async (ask: (prometheus: Prometheus) => Promise<readonly Series[]>) =>
  Promise.all([real.url, small.url].map((url) => ask(createPrometheus({ url }))));

/** Sorted, and to as many digits as two ways of adding up the same numbers agree in. */
const comparable = (series: readonly Series[]) =>
  series
    .map(({ labels, points }) => ({
      labels: Object.fromEntries(Object.entries(labels).toSorted(([a], [b]) => (a < b ? -1 : 1))),
      points: points.map(({ at, value }) => [at, Number(value.toPrecision(9))]),
    }))
    .toSorted((a, b) => (JSON.stringify(a.labels) < JSON.stringify(b.labels) ? -1 : 1));

describe("the small Prometheus of the playground says what the real one says", () => {
  const queries = [
    ...Object.values(MEASURES).flatMap(({ lines }) => lines.flatMap(({ promql }) => promql(of))),
    ...[USAGE.cpu("shop"), USAGE.memory(""), scalings(web) ?? ""],
    'sum by (code) (rate(http_requests_total{pod=~"web-.*"}[2m]))',
    "topk(1, container_memory_working_set_bytes)",
    "avg(container_memory_working_set_bytes) without (pod) > 10",
    'http_requests_total{code!="200"} offset 1h',
    "increase(http_requests_total[1h])",
    "max_over_time(kube_deployment_spec_replicas[1h]) == bool 4",
    "nothing or vector(1)",
    "(kube_deployment_spec_replicas unless nothing) * 2 - 1",
    "2 ^ 3 % 5",
    "delta(container_memory_working_set_bytes[30m])",
    "histogram_quantile(0.5, rate(http_request_duration_seconds_bucket[10m]))",
  ];

  test.each(queries)("over an hour: %s", async (promql) => {
    const [one, other] = await both((prometheus) => prometheus.range(promql, { from: now - HOUR, to: now }));
    expect(comparable(other ?? [])).toEqual(comparable(one ?? []));
  });

  test.each(queries)("at one moment: %s", async (promql) => {
    const [one, other] = await both((prometheus) => prometheus.instant(promql, now - 7000));
    expect(comparable(other ?? [])).toEqual(comparable(one ?? []));
  });

  test.each(["sum by (", "up{", "rate(http_requests_total)", "http_requests_total[5m", "1 +", ""])(
    "both refuse %s as a mistake in the query, at the same place",
    async (promql) => {
      const [one, other] = await Promise.all(
        [real.url, small.url].map((url) =>
          createPrometheus({ url })
            .instant(promql, now)
            .then(String, (error: Failure) => error.facts as { why: string; detail: string }),
        ),
      );
      expect(one).toMatchObject({ why: "refused" });
      expect(other).toMatchObject({ why: "refused" });
    },
  );
});

describe("the bot on the real one", () => {
  const says = (line: string) => bot.asks(line, { as: alice, place: direct });

  test("errors that began twelve minutes ago are told, with the scaling before them", async () => {
    const said = await says("metrics web errors since 1h");
    expect(said).toMatch(/Failed requests of deploy\/web: 1[67][.\d]*% now/);
    expect(said).toMatch(
      /In the last 1h: rose from 0\.33\d% to 1[67][.\d]*% at \d\d:\d\d UTC, \d+m(\d+s)? after 2 to 4 pods/,
    );
  });

  test("beside yesterday", async () => {
    const said = await says("metrics web errors since 1h vs 1d");
    expect(said).toMatch(/1d ago +0\.33\d% at this time, 0\.33\d% at most/);
  });

  test.each([
    ["cpu", /CPU of deploy\/web: 400m now/],
    ["memory", /Memory of deploy\/web: \d{3}Mi now/],
    ["requests", /Requests of deploy\/web: 2\d(\.\d)?\/s now/],
    ["latency", /Latency .*: 1s now/],
    ["restarts", /Restarts of deploy\/web: 0 now/],
    ["saturation", /memory of its limit 46(\.\d)?% now/],
    ["network", /Prometheus knows no network of deploy\/web in the last 1h/],
  ])("metrics web %s", async (what, words) => expect(await says(`metrics web ${what}`)).toMatch(words));

  test("a mistake in a query is shown where it is", async () => {
    expect(await says("query sum(rate(http_requests_total[5m])")).toMatch(
      /^✗ Prometheus does not understand the query: .*\n +sum\(rate\(http_requests_total\[5m\]\)\n +\^/,
    );
  });

  test("a query that would take the server's memory is refused by the server, and it is said", async () => {
    expect(await says("query since 1d max_over_time(http_requests_total[1d:1s])")).toMatch(
      /^✗ Prometheus refused the query: .*too many samples/,
    );
  });

  test("of a hundred thousand series a thousand are asked for, and it is said", async () => {
    const said = await says("query crowd");
    expect(said).toContain("1000 series, the highest first, now");
    expect(said).toContain("More than 1000 are not asked for. Sum some of them up.");
    expect(await says("query count(crowd)")).toMatch(/VALUE\n +100000\n/);
  });

  test("where the clocks differ, what was last seen is called so, and is not taken for now", async () => {
    bot.later(20 * MINUTE);
    expect(await says("metrics web errors since 1h")).toMatch(
      /^· Failed requests of deploy\/web: 1\d[.\d]*% when last seen, \d+m ago/,
    );
    expect(await says("query count(crowd)")).toContain("Prometheus knows nothing of this now");
    bot.later(-20 * MINUTE);
  });

  test("NaN and infinity are no numbers to show", async () => {
    expect(await says("query vector(0) / vector(0)")).toContain("Prometheus knows nothing of this now");
    expect(await says("query vector(1) / vector(0)")).toContain("Prometheus knows nothing of this now");
  });

  test("it scrapes the bot's own numbers", async () => {
    telemetry.command({ command: "get", outcome: "ok", seconds: 0.1 });
    const counted = () => says('query sum(kubemate_commands_total{command="get"})');
    await eventually("the bot's numbers", async () => / 1$/m.test(await counted()), 20);
  });
});
