/** A change whose request breaks: it is done once or not at all, people are told which, and nobody guesses. */
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { omar } from "../support/sandbox.ts";
import { about, breakable } from "./breakable.ts";
import { forbidden, lostAfter, lostBefore, silent, type Trouble, troubles } from "./troubles.ts";

let api: Awaited<ReturnType<typeof breakable>>;
let bot: typeof api.bot;
beforeAll(async () => {
  api = await breakable();
  bot = api.bot;
});
beforeEach(() => void api.asked.splice(0));
afterEach(() => {
  api.mends();
  expect(bot.bugs.splice(0)).toEqual([]);
});
afterAll(() => api.close());

const replicas = (name: string) => api.deployment(name)?.spec.replicas;
const generation = (name: string) => api.deployment(name)?.metadata.generation ?? 0;
const title = (answer: string | undefined) => answer?.split("\n")[0];

const { "answer lost": _, ...others } = troubles;
test.each(Object.entries<Trouble>(others))(
  "%s before it is executed: nothing was done",
  async (what, { breaks, says }) => {
    api.breaks(breaks, about.acts);
    expect(title(await bot.asks("scale web 5"))).toMatch(says);
    expect(replicas("web")).toBe(3);
    // 429 and 401 come before anything is executed, so after these it may be sent again.
    expect(api.sent(about.acts)).toBeLessThanOrEqual(["429", "401"].includes(what) ? 3 : 1);
    expect(await bot.asks("undo")).toContain("You have changed nothing here that can be undone.");
  },
);

test("a server that says nothing before it is executed: nothing was done", async () => {
  api.breaks(silent.breaks, about.acts);
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  const answer = bot.asks("scale web 5");
  await vi.waitUntil(() => api.sent(about.acts) > 0);
  await vi.advanceTimersByTimeAsync(10_000);
  vi.useRealTimers();
  expect(title(await answer)).toMatch(silent.says);
  expect(replicas("web")).toBe(3);
});

test("the answer is lost after it was executed: it is found to be done, once, and can be undone", async () => {
  const before = generation("web");
  api.breaks(lostAfter.breaks, about.acts, 1);
  expect(await bot.asks("scale web 5")).toMatch(/^✓ Scaled deploy\/web from 3 to 5\n {2}Rolled out: 5 of 5 pods/);
  expect(api.sent(about.acts)).toBe(1);
  expect(generation("web")).toBe(before + 1);
  expect((await bot.presses("Undo")).at(-1)).toMatch(/^✓ Scaled deploy\/web from 5 to 3/);
  expect(replicas("web")).toBe(3);
});

test("the server is busy for a moment: it is asked again when it said, and does it once", async () => {
  const before = generation("cart");
  api.breaks(troubles["429"].breaks, about.acts, 2);
  expect(await bot.asks("scale cart 3")).toMatch(/^✓ Scaled deploy\/cart from 2 to 3/);
  expect(generation("cart")).toBe(before + 1);
});

test("the answer is lost and the server is gone: nobody claims to know, and nothing is sent again", async () => {
  let sent = false;
  api.breaks((request) => {
    if (sent) return lostBefore.breaks(request);
    sent = api.sent(about.acts) > 0;
    return sent ? lostAfter.breaks(request) : undefined;
  });
  const answer = await bot.asks("scale payments 3");
  expect(title(answer)).toBe(
    "! I sent this, the answer got lost, and I cannot tell whether it happened: Scale deploy/payments from 2 to 3.",
  );
  expect(answer).toContain("It will not be sent again. Check with:");
  expect(answer).toMatch(/kubectl get deployments\.apps payments -n shop .* \| grep kubemate-[0-9a-f]{32}/);
  expect(api.sent(about.acts)).toBe(1);
  api.mends();
  expect(await bot.asks("scale payments 3")).toMatch(/already runs 3 replicas|already answered/);
});

test("a right that was taken away between preview and act is named, with the rule that is missing", async () => {
  api.breaks(forbidden("alice", "patch", "deployments/scale"), about.acts);
  const answer = await bot.asks("scale web 6");
  expect(title(answer)).toBe("✗ Kubernetes does not let alice patch deployments/scale in shop.");
  expect(answer).toContain('apiGroups: ["apps"]\n  resources: ["deployments/scale"]\n  verbs: ["patch"]');
  expect(replicas("web")).toBe(3);
});

test("a deletion whose answer is lost deletes one pod, and not the one that takes its place", async () => {
  const uid = () =>
    api.cluster.store.list("Pod", "shop").find(({ metadata }) => metadata.name === "db-1")?.metadata.uid;
  const before = uid();
  api.breaks(lostAfter.breaks, about.acts, 1);
  expect(await bot.asks("delete pod db-1", { as: omar })).toMatch(
    /^✓ Deleted pod\/db-1\n {2}(It is gone|A new db-1 has taken its place)\./,
  );
  expect(api.sent(about.acts)).toBe(1);
  const after = await vi.waitUntil(uid);
  expect(after).not.toBe(before);
  await bot.asks("get pods");
  expect(uid()).toBe(after);
});
