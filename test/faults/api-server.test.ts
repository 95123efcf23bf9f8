/** What an API server in trouble leads to: one sentence, nothing half done, and a bot that lives on. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { say } from "../../src/core/text.ts";
import { startEmbeddedCluster } from "../../src/playground/cluster/index.ts";
import { embedded } from "../support/embedded.ts";
import { sandbox } from "../support/sandbox.ts";
import { about, breakable } from "./breakable.ts";
import { expectOneSentence } from "./sentences.ts";
import { lostAfter, lostBefore, silent, type Trouble, troubles } from "./troubles.ts";

let api: Awaited<ReturnType<typeof breakable>>;
let bot: typeof api.bot;
beforeAll(async () => {
  api = await breakable();
  bot = api.bot;
});
beforeEach(() => void api.asked.splice(0));
afterEach(async () => {
  api.mends();
  expect(bot.bugs.splice(0)).toEqual([]);
  expect(await bot.asks("get deploy web")).toMatch(/^· Deployment web in shop/);
});
afterAll(() => api.close());

const title = (answer: string | undefined) => answer?.split("\n")[0];
const all = Object.entries<Trouble>(troubles);

describe.each(all)("%s", (_, { breaks, says }) => {
  test.each([
    ...["get deploy web", "get pods", "get cm -o yaml", "get pods -A", "describe web", "events", "can-i get pods"],
    ...["logs web", "logs web follow", "rollout status web", "rollout history web", "use shop"],
    ...["scale web 5", "rollout restart web", "rollout undo web", "delete pod db-0"],
  ])("%s", async (line) => {
    api.breaks(breaks, about.objects);
    const answer = await bot.asks(line, { pictures: 3 });
    expect(title(answer)).toMatch(says);
    expectOneSentence(answer);
    expect(api.sent(about.acts)).toBe(0);
  });

  test("in a preview: nothing is proposed", async () => {
    api.breaks(breaks, about.previews);
    expect(title(await bot.asks("scale web 5"))).toMatch(says);
    expect(bot.last?.actions).toEqual([]);
    expect(api.sent(about.acts)).toBe(0);
  });

  test("in discovery: words keep their meaning", async () => {
    api.breaks(breaks, about.discovery);
    api.later(6 * 60_000);
    expect(await bot.asks("get deploy web")).toMatch(/^· Deployment web in shop/);
    expect(api.sent(about.discovery)).toBeGreaterThan(0);
  });

  test("in discovery, when nothing is known yet: said once, and learned as soon as it can be", async () => {
    const fresh = await sandbox({ kubeconfig: api.cluster.kubeconfig, deadline: 400 });
    api.breaks(breaks, about.discovery);
    expect(title(await fresh.asks("get deploy web"))).toMatch(says);
    api.mends();
    expect(await fresh.asks("get deploy web")).toMatch(/^· Deployment web in shop/);
    expect(fresh.bugs).toEqual([]);
    await fresh.close();
  });
});

test.each(["describe web", "can-i get pods", "use shop"])("a server that says nothing: %s", async (line) => {
  api.breaks(silent.breaks, about.objects);
  const answer = await bot.asks(line);
  expect(title(answer)).toMatch(silent.says);
  expectOneSentence(answer);
});

test.each(["get pods", "logs web", "rollout history web", "rollout undo web"])(
  "a server that says nothing, to what may take half a minute: %s",
  async (line) => {
    const lists = /\/(pods|replicasets)\?/;
    api.breaks(silent.breaks, lists);
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    const answer = bot.asks(line);
    await vi.waitUntil(() => api.sent(lists) > 0);
    await vi.advanceTimersByTimeAsync(30_000);
    vi.useRealTimers();
    expect(title(await answer)).toMatch(/playground did not answer within 30 s\. Nothing was done;/);
  },
);

test.each([lostBefore, lostAfter])(
  "a kept connection that breaks as it is used is not worth a word",
  async ({ breaks }) => {
    api.breaks(breaks, about.objects, 1);
    expect(await bot.asks("get pods")).toMatch(/^· \d+ pods in shop/);
  },
);

test("a list that expires in the middle starts over, and is complete", async () => {
  for (let i = 0; i < 150; i++) {
    api.cluster.store.create({
      apiVersion: "v1",
      kind: "ConfigMap",
      metadata: { name: `many-${i}`, namespace: "shop" },
    });
  }
  api.breaks(troubles["410"].breaks, /continue=/, 1);
  const answer = await bot.asks("get cm -o json");
  expect(new Set(answer.match(/"many-\d+"/g))).toHaveProperty("size", 150);
  expect(answer.match(/"many-\d+"/g)).toHaveLength(150);
});

test("an answer larger than any of the API's is not read to its end", async () => {
  const body = `{"kind":"Table","rows":["${"x".repeat(33 * 1024 * 1024)}"]}`;
  api.breaks(() => ({ status: 200, body }), about.objects);
  expect(title(await bot.asks("get pods"))).toBe(
    "✗ I cannot reach playground: its answer is larger than 32 MiB. Nothing was done; try again soon.",
  );
});

test("whoever stops waiting leaves no bug behind", async () => {
  const stop = new AbortController();
  api.breaks((request) => (stop.abort(say`Stopped by alice.`), silent.breaks(request)), about.objects);
  await bot.types("describe web", { stop });
  expect(bot.measured.at(-1)).toEqual(expect.objectContaining({ command: "describe", outcome: "abandoned" }));
});

test("nobody listens: it is said, also in the list of clusters, and the next question is answered when somebody does", async () => {
  const cluster = await embedded();
  const down = await sandbox({ kubeconfig: cluster.kubeconfig, deadline: 400 });
  await down.asks("get pods");
  const port = Number(new URL(cluster.url).port);
  await cluster.stop();
  expect(title(await down.asks("get pods"))).toBe(
    "✗ I cannot reach playground: the connection was refused. Nothing was done; try again soon.",
  );
  expect(await down.asks("clusters")).toMatch(/^! 1 cluster, 1 not answering\n.*\n.*the connection was refused/);

  const again = await startEmbeddedCluster({ port });
  expect(await down.asks("clusters")).toMatch(/^✓ 1 cluster, all answering/);
  await again.stop();
  await down.close();
});
