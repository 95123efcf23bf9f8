/** Each thing that can go wrong shows, and the bot says what it is. */
import { afterEach, beforeEach, expect, test } from "vitest";
import { sharedUsage } from "../../src/playground/cluster/controllers/usage.ts";
import { fastClock } from "../../src/playground/clock.ts";
import { deploymentPath, patch } from "../../src/playground/scenarios/change.ts";
import { SCENARIOS } from "../../src/playground/scenarios/index.ts";
import { seedObjects } from "../../src/playground/seed.ts";
import { embedded } from "../support/embedded.ts";
import { direct, omar, sandbox } from "../support/sandbox.ts";

let cluster: Awaited<ReturnType<typeof embedded>>;
let bot: Awaited<ReturnType<typeof sandbox>>;
beforeEach(async () => {
  cluster = await embedded({ clock: fastClock(40), objects: seedObjects(), usage: sharedUsage });
  bot = await sandbox({ kubeconfig: cluster.kubeconfig });
  const isUp = () => cluster.store.list("Pod", "shop").filter(({ status }) => status.phase === "Running").length;
  await expect.poll(isUp, { timeout: 20_000 }).toBe(12);
}, 30_000);
afterEach(async () => {
  await bot.close();
  await cluster.stop();
});

/** What is asked, and what the answer says in the end. */
const SHOWS: Readonly<Record<string, readonly [line: string, words: RegExp]>> = {
  "bad-image": ["describe web", /web:2\.5\.O.*(not found|cannot be pulled)/is],
  "crash-loop": ["describe checkout", /keeps crashing.*connection refused/s],
  "out-of-memory": ["describe payments", /memory/i],
  "failing-readiness": ["describe web", /not ready.*503/is],
  "no-room": ["describe cart", /cpu/i],
  "node-down": ["describe node node-1", /Kubelet stopped posting node status|not ready|NotReady/i],
  "quota-reached": ["describe deploy web", /exceeded quota/],
  "heavy-load": ["get hpa", /cart .* 6 +[56] /],
};

test.each(SCENARIOS.map(({ id }) => id))(
  "%s",
  async (id) => {
    const [line, words] = SHOWS[id] ?? ["", /never/];
    const ask = async () => (await bot.types(line, { as: omar, place: direct })).at(-1);
    expect(await ask()).not.toMatch(words);
    await SCENARIOS.find((one) => one.id === id)?.start(cluster);
    if (id === "quota-reached") await patch(cluster, deploymentPath("web"), { spec: { replicas: 5 } });
    await expect.poll(ask, { timeout: 25_000, interval: 500 }).toMatch(words);
  },
  60_000,
);
