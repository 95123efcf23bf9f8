/** `autoscale`: why it scales or does not, while the load grows, and its bounds as a change that can be taken back. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { fastClock } from "../../src/playground/clock.ts";
import { sharedUsage } from "../../src/playground/cluster/controllers/usage.ts";
import { heavyLoad } from "../../src/playground/scenarios/heavy-load.ts";
import { seedObjects } from "../../src/playground/seed.ts";
import { embedded } from "../support/embedded.ts";
import { alice, direct, sandbox } from "../support/sandbox.ts";

let cluster: Awaited<ReturnType<typeof embedded>>;
let bot: Awaited<ReturnType<typeof sandbox>>;
beforeAll(async () => {
  cluster = await embedded({ clock: fastClock(40), objects: seedObjects(), usage: sharedUsage });
  bot = await sandbox({ kubeconfig: cluster.kubeconfig });
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
