/** `top`, on a cluster that measures and on one that does not. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { sharedUsage } from "../../src/playground/cluster/controllers/usage.ts";
import { seedObjects } from "../../src/playground/seed.ts";
import type { Prometheus } from "../../src/core/prometheus.ts";
import { eventually } from "../cluster/eventually.ts";
import { embedded } from "../support/embedded.ts";
import { alice, direct, sandbox } from "../support/sandbox.ts";

let cluster: Awaited<ReturnType<typeof embedded>>;
let bot: Awaited<ReturnType<typeof sandbox>>;
beforeAll(async () => {
  cluster = await embedded({ objects: seedObjects(), usage: sharedUsage });
  bot = await sandbox({ kubeconfig: cluster.kubeconfig });
  const running = () => cluster.store.list("Pod", "shop").filter(({ status }) => status.phase === "Running").length;
  await eventually("the shop to be up", async () => running() === 12, 15);
}, 30_000);
afterAll(async () => {
  await bot.close();
  await cluster.stop();
});

const says = async (line: string) => (await bot.types(line, { as: alice, place: direct })).at(-1) ?? "";

test("workloads, the busiest first, beside what they ask for", async () => {
  const lines = (await says("top")).split("\n").map((line) => line.trim().split(/ {2,}/));
  const rows = lines.filter(([name]) => /\//.test(name ?? "")).map(([name, pods]) => `${name} ${pods}`);
  expect(rows[0]).toBe("sts/db 3");
  expect(rows.toSorted()).toEqual([
    "deploy/cart 2",
    "deploy/checkout 2",
    "deploy/payments 2",
    "deploy/web 3",
    "sts/db 3",
  ]);
  const [, , cpu = "", share = ""] = lines.find(([name]) => name === "deploy/web") ?? [];
  // Three pods ask for 100m each. CPU is shown in whole millicores, rounded up.
  expect(Math.abs(Number.parseInt(share, 10) - Number.parseInt(cpu, 10) / 3)).toBeLessThanOrEqual(1);
});

test("pods by label, and nodes beside their size", async () => {
  const pods = await says("top pods -l app=db");
  expect(pods.match(/db-\d/g)?.toSorted()).toEqual(["db-0", "db-1", "db-2"]);
  expect(await says("top nodes")).toMatch(/node-4 +\d+m +\d+% +\d+Mi +\d+%/);
});

test("what is not there is said in a sentence", async () => {
  expect(await says("top pods -n nowhere")).toContain("Nothing that runs is measured in nowhere");
  expect(await says("top coffee")).toMatch(/workloads.*pods.*nodes/);
});

test("where only Prometheus measures, the same stands there, and its queries at the foot", async () => {
  const pods = () => cluster.store.list("Pod").filter(({ status }) => status.phase === "Running");
  const series = (value: (pod: string) => number) =>
    pods().map(({ metadata: { name, namespace = "" } }) => ({
      labels: { namespace, pod: name },
      points: [{ at: 0, value: value(name) }],
    }));
  const prometheus: Prometheus = {
    range: () => Promise.reject(new Error("top shows what is now")),
    instant: async (promql) =>
      series((pod) => (promql.includes("cpu") ? (pod.startsWith("db") ? 0.4 : 0.05) : 2 ** 28)),
  };
  const bare = await embedded({ objects: seedObjects(), controllers: false });
  for (const pod of [...cluster.store.list("Pod", "shop"), ...cluster.store.list("Node")])
    if (!bare.store.get(pod.kind, pod.metadata.namespace, pod.metadata.name)) bare.store.create(structuredClone(pod));
  const other = await sandbox({ kubeconfig: bare.kubeconfig }, { prometheus });
  const ask = async (line: string) => (await other.types(line, { as: alice, place: direct })).at(-1) ?? "";
  expect(await ask("top pods -l app=db")).toMatch(/db-0 +400m +\d+% +256Mi/);
  expect(await ask("top")).toMatch(/sts\/db +3 +1200m[^]*\$ sum by \(namespace, pod\) \(rate\(.*namespace="shop"/);
  const nodes = await ask("top nodes");
  expect(nodes).toMatch(/node-\d +\d+m +\d+% +\d+Mi/);
  const cores = [...nodes.matchAll(/node-\d +(\d+)m/g)].reduce((sum, [, each]) => sum + Number(each), 0);
  expect(cores).toBe(3 * 400 + 9 * 50);
  await other.close();
  await bare.stop();
});

test("a cluster without metrics-server has nothing to show, and the fix is named", async () => {
  const bare = await embedded({ objects: seedObjects() });
  const other = await sandbox({ kubeconfig: bare.kubeconfig });
  const [answer] = await other.types("top", { as: alice, place: direct });
  expect(answer).toContain("Nobody measures in this cluster, so I cannot say what is used. Installing metrics-server");
  await other.close();
  await bare.stop();
});
