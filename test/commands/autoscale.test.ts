/** `autoscale`: why it scales or does not, while the load grows, and its bounds as a change that can be taken back. */
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Prometheus } from "../../src/core/prometheus.ts";
import { plain, say } from "../../src/core/text.ts";
import { fastClock } from "../../src/playground/clock.ts";
import { sharedUsage } from "../../src/playground/cluster/controllers/usage.ts";
import { heavyLoad } from "../../src/playground/scenarios/heavy-load.ts";
import { seedObjects } from "../../src/playground/seed.ts";
import { embedded } from "../support/embedded.ts";
import { alice, direct, sandbox } from "../support/sandbox.ts";

let cluster: Awaited<ReturnType<typeof embedded>>;
/** Pods that Prometheus has counted, by minute; it is asked only for who may see them. */
let counted: readonly number[] = [];
const asked: string[] = [];
const prometheus: Prometheus = {
  async range(promql, { from }) {
    asked.push(promql);
    return counted.length === 0
      ? []
      : [{ labels: {}, points: counted.map((value, i) => ({ at: from + i * 60_000, value })) }];
  },
  instant: async () => [],
};
let bot: Awaited<ReturnType<typeof sandbox>>;
beforeAll(async () => {
  cluster = await embedded({ clock: fastClock(40), objects: seedObjects(), usage: sharedUsage });
  bot = await sandbox({ kubeconfig: cluster.kubeconfig }, { prometheus });
});
afterAll(async () => {
  await bot.close();
  await cluster.stop();
});

const saying = { as: alice, place: direct };
const says = async (line: string) => (await bot.types(line, saying)).at(-1) ?? "";

test("it says what it aims at and why it rests, then follows the load and shows its history", async () => {
  const ask = () => says("autoscale cart");
  await expect.poll(ask, { timeout: 10_000 }).toMatch(/leaves it at 2 pods: cpu is at \d+%, and 70% is the target/);
  await heavyLoad.start(cluster);
  await expect
    .poll(ask, { timeout: 15_000 })
    .toMatch(/Pods now +[56]\n[^]*New size: [56]; reason: cpu resource utilization/);
}, 30_000);

test("where Prometheus counts its pods, they are drawn between their bounds", async () => {
  counted = [...Array.from({ length: 20 }, () => 2), ...Array.from({ length: 20 }, () => 5)];
  expect(await says("autoscale cart since 1d")).toMatch(/pods {2}▄[▄█]+ {2}5/);
  expect(asked.at(-1)).toBe('max(kube_deployment_spec_replicas{namespace="shop",deployment="cart"})');
  const chart = bot.last?.body.flatMap((block) => ("chart" in block ? [block.chart] : []))[0];
  expect(chart?.levels).toEqual([
    { name: "minimum", value: 2 },
    { name: "maximum", value: 6 },
  ]);
  expect(plain(chart?.words ?? say``)).toMatch(/^In the last 1d: pods rose from 2 to 5 at .*UTC$/);
  counted = [];
  expect(await says("autoscale cart")).not.toContain("▄");
});

test("its bounds are changed after a look at the difference, and taken back", async () => {
  expect(await says("autoscale set cart max 8 cpu 60")).toMatch(
    /spec\.maxReplicas: 6 → 8\n +spec\.metrics\[0\]\.resource\.target\.averageUtilization: 70 → 60/,
  );
  expect((await bot.presses("Change them", saying)).at(-1)).toContain("✓ Changed the bounds of hpa/cart");
  expect(cluster.store.get("HorizontalPodAutoscaler", "shop", "cart")?.spec.maxReplicas).toBe(8);
  expect((await bot.presses("Undo", saying)).at(-1)).toMatch(/spec\.maxReplicas: 8 → 6/);
  await bot.presses("Change them", saying);
  expect(cluster.store.get("HorizontalPodAutoscaler", "shop", "cart")?.spec).toMatchObject({
    maxReplicas: 6,
    metrics: [{ type: "Resource", resource: { name: "cpu", target: { type: "Utilization", averageUtilization: 70 } } }],
  });
});

test.each([
  ["autoscale web", /No autoscaler looks after deploy\/web\. Whoever may create one can, with kubectl autoscale/],
  ["autoscale set cart", /Say what to change, for example autoscale set cart max 8/],
  ["autoscale set cart min 9 max 3", /The fewest pods cannot be more than the most: 9 and 3/],
  ["autoscale set cart max 6", /hpa\/cart is set so already; nothing to do/],
  ["autoscale set cart max 0", /max/],
])("%s is answered with one sentence", async (line, words) => expect(await says(line)).toMatch(words));
