/** Ten thousand pods: lists are whole, controllers go on, and a watch still tells. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { embedded } from "../../support/embedded.ts";
import { direct, everythingAtOnce, petra, sandbox } from "../../support/sandbox.ts";

const PODS = 10_000;

let cluster: Awaited<ReturnType<typeof embedded>>;
let bot: Awaited<ReturnType<typeof sandbox>>;
beforeAll(async () => {
  cluster = await embedded();
  const spec = { nodeName: "elsewhere", containers: [{ name: "app", image: "many:1" }] };
  for (let i = 0; i < PODS; i++)
    cluster.store.create({ apiVersion: "v1", kind: "Pod", metadata: { name: `pod-${i}`, namespace: "staging" }, spec });
  bot = await sandbox({ kubeconfig: cluster.kubeconfig }, { policy: everythingAtOnce });
}, 60_000);
afterAll(async () => {
  await bot.close();
  await cluster.stop();
});

test("a list of all has every one of them", async () => {
  const saying = { as: petra, place: direct };
  const [shown = ""] = await bot.types("get pods -A", saying);
  expect(new Set(shown.match(/\bpod-\d+\b/g)).size).toBe(PODS);
}, 30_000);

test("a Deployment is scaled and followed to its end", async () => {
  const pictures = await bot.types("scale web 5 -n shop", { as: petra, place: direct });
  expect(pictures.at(-1)).toContain("Rolled out: 5 of 5 pods available.");
}, 30_000);
