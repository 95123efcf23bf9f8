/** What is followed while the API server breaks: rollouts are watched to their end, and logs lose and repeat no line. */
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { about, breakable } from "./breakable.ts";
import { forbidden, lostBefore, type Trouble, troubles } from "./troubles.ts";

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

const { "401": _, "a refusal with status 200": __, ...passing } = troubles;
test.each(Object.entries<Trouble>(passing))("%s: a rollout is watched through it", async (_, { breaks }) => {
  api.breaks(breaks, about.watches, 2);
  const pictures = await bot.types("rollout restart checkout");
  expect(pictures[0]).toMatch(/^✓ Restarted deploy\/checkout/);
  expect(pictures.at(-1)).toMatch(/^✓ Restarted deploy\/checkout\n {2}Rolled out: 2 of 2 pods available\./);
  bot.later(11_000); // so that the next one is no double
});

/** What a log holds is anybody's: of an answer that looks like one, nobody can tell that it is none. */
const told = ["connection lost", "answer lost", "answer cut short", "429", "500", "503", "an error page"] as const;
test.each(told.map((what) => [what, troubles[what]] as const))(
  "%s: a log goes on where it was",
  async (_, { breaks }) => {
    api.breaks(breaks, about.logs, 4);
    const answer = (await bot.types("logs web follow tail 1000", { pictures: 15 })).at(-1) ?? "";
    expect(answer).toMatch(/^· web \(3 pods\): \d+ lines/);
    const lines = answer.split("\n").slice(1);
    expect(new Set(lines).size).toBe(lines.length);
  },
);

test("who may not watch is told that it is done, and where to look", async () => {
  api.breaks(forbidden("alice", "watch", "deployments"), about.watches);
  const answer = await bot.asks("rollout restart cart");
  expect(answer).toMatch(/^! Restarted deploy\/cart\n {2}I cannot watch what becomes of it\./);
  api.mends();
  expect((await bot.presses("Look now"))[0]).toMatch(/^. deploy\/cart /);
});

test("a server that is gone right after a change does not take back the word that it is done", async () => {
  // After the act there is only the watching.
  api.breaks((request) => (api.sent(about.acts) > 0 ? lostBefore.breaks(request) : undefined), /^GET/);
  const answer = await bot.asks("scale web 4");
  expect(answer).toMatch(/^! Scaled deploy\/web from 3 to 4\n {2}I cannot watch what becomes of it\./);
  api.mends();
  expect(api.deployment("web")?.spec.replicas).toBe(4);
  await bot.presses("Undo");
  expect(api.deployment("web")?.spec.replicas).toBe(3);
});
