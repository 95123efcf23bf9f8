/** `audit`, from the list of a namespace to a practice that is followed. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { embedded } from "../support/embedded.ts";
import { alice, direct, omar, sandbox } from "../support/sandbox.ts";

let cluster: Awaited<ReturnType<typeof embedded>>;
let bot: Awaited<ReturnType<typeof sandbox>>;
beforeAll(async () => {
  cluster = await embedded();
  bot = await sandbox({ kubeconfig: cluster.kubeconfig });
});
afterAll(async () => {
  await bot.close();
  await cluster.stop();
});

const saying = { as: alice, place: direct };
const says = async (line: string) => (await bot.types(line, saying)).at(-1) ?? "";

test("a namespace: the riskiest first, what all share, and a button for each of the worst", async () => {
  const answer = await says("audit");
  expect(answer).toContain("5 workloads in shop, the riskiest first");
  expect(answer).toMatch(/WORKLOAD +POINTS +HIGH +MEDIUM +LOW\n +deploy\/payments/);
  expect(answer).toContain("Medium: The namespace shop enforces no Pod Security level");
  expect((await bot.presses("deploy/payments", saying)).at(-1)).toMatch(/^! deploy\/payments has \d+ of 100 points/);
});

test("a workload: each practice with its section, and what is mechanical is done by a button, once", async () => {
  const before = await says("audit web");
  expect(before).toContain(
    "Medium: It may have 25% of its pods missing during an update: maxUnavailable 0 keeps all of them (section 3.2)",
  );
  const [proposed = ""] = await bot.presses("Keep all pods in updates", saying);
  expect(proposed).toContain("spec.strategy.rollingUpdate.maxUnavailable: 25% → 0");
  expect((await bot.presses("Keep all pods in updates", saying)).at(-1)).toContain("✓ deploy/web follows it now");
  expect(await says("audit web")).not.toContain("missing during an update");
  expect(await says("audit fix web no-pod-less")).toContain("deploy/web follows that already; nothing to do.");
});

test("what is in a list is changed in its place, and nothing is put beside it", async () => {
  await says("audit fix checkout privilege-escalation");
  expect((await bot.presses("Forbid more rights", saying)).at(-1)).toContain("✓ deploy/checkout follows it now");
  const containers = cluster.store.get("Deployment", "shop", "checkout")?.spec.template.spec.containers;
  expect(
    containers.map(({ name, securityContext }: { name: string; securityContext: object }) => [name, securityContext]),
  ).toEqual([
    ["app", { allowPrivilegeEscalation: false }],
    ["envoy", { allowPrivilegeEscalation: false }],
  ]);
});

test("a section of the article is one press away", async () => {
  await says("audit web");
  expect((await bot.presses("Section 5.3", saying)).at(-1)).toContain("section 5.3");
});

test("a namespace by its name, where no workload is called so", async () => {
  expect(await says("audit staging")).toContain("1 workload in staging");
  expect(await says("audit nothing")).toMatch(/^✗ There is no workload nothing in shop/);
});

test("what somebody may not read is not held against the workload, and is said", async () => {
  const role = cluster.store.get("ClusterRole", undefined, "viewer");
  if (!role) throw new Error("no role");
  const rules = role["rules"].map((rule: { apiGroups: string[] }) => ({
    ...rule,
    apiGroups: rule.apiGroups.filter((group) => group !== "networking.k8s.io"),
  }));
  cluster.store.update({ ...role, rules });
  const answer = (await bot.types("audit cart", { as: omar, place: direct })).at(-1) ?? "";
  expect(answer).not.toContain("NetworkPolicy");
  expect(answer).toContain("Not looked at, since you may not read them: network policies.");
  cluster.store.update({ ...(cluster.store.get("ClusterRole", undefined, "viewer") ?? role), rules: role["rules"] });
});
