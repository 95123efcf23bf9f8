import { setInterval } from "node:timers/promises";
import { afterEach, describe, expect, test } from "vitest";
import { reply } from "../../../src/core/reply.ts";
import type { Request, Spoken } from "../../../src/core/road.ts";
import { say } from "../../../src/core/text.ts";
import { type Options, type Road, startBot, type TestBot, toAsker, toPlace } from "./bot.ts";

let bot: TestBot;
afterEach(() => bot?.close());

const picture = (n: number, live = true) => reply.info(say`${n} lines`, { live });

/** Pictures that the test asks for one by one; it ends when it is told to stop, or to finish. */
function feed(to: (one: ReturnType<typeof picture>) => Spoken) {
  let more = Promise.withResolvers<number | undefined>();
  const requests: Request[] = [];
  async function* follow(request: Request): AsyncGenerator<Spoken> {
    requests.push(request);
    request.signal?.addEventListener("abort", () => more.resolve(undefined));
    for (let n: number | undefined = 0; n !== undefined; n = await more.promise) {
      more = Promise.withResolvers();
      yield to(picture(n, n < 100));
      if (n >= 100) return;
    }
  }
  return { road: follow as Road, requests, next: (n: number) => more.resolve(n) };
}
const start = (road: Road, options?: Options) => startBot(road, options);
const reads = (channel: string) => bot.slack.messages(channel).map(bot.read);

describe("what keeps changing", () => {
  test("is one ordinary message that is edited, with a button to stop it, until it is over", async () => {
    const from = feed(toPlace);
    bot = await start(from.road);
    await bot.slack.slash("alice", "general", "/k8s", "rollout status web");
    await bot.slack.waitForMessage("general", "0 lines");
    expect(reads("general")).toEqual([":information_source: 0 lines\n[Stop]"]);
    from.next(7);
    await bot.slack.waitForMessage("general", "7 lines");
    from.next(100);
    await bot.slack.waitForMessage("general", "100 lines");
    expect(reads("general")).toEqual([":information_source: 100 lines"]);
  });

  test("for the asker alone goes to their direct messages, because nobody can edit a whisper", async () => {
    const from = feed(toAsker);
    bot = await start(from.road);
    const pointer = await bot.slack
      .slash("alice", "general", "/k8s", "logs web follow")
      .then(async () => bot.slack.waitForMessage("general", "I answer in our direct messages"));
    expect(pointer.onlyFor).toBe(bot.slack.directory.user("alice").id);
    from.next(3);
    await bot.slack.waitForMessage("@alice", "3 lines");
    expect(reads("@alice")).toHaveLength(1);
    expect(reads("general")).toEqual([]);
  });

  test("stops when somebody presses Stop, and says who did", async () => {
    const from = feed(toPlace);
    bot = await start(from.road);
    await bot.slack.slash("alice", "general", "/k8s", "rollout status web");
    const message = await bot.slack.waitForMessage("general", "0 lines");
    await bot.slack.press("bob", message, "Stop");
    await bot.slack.waitForMessage("general", "Stopped by bob.");
    expect(reads("general")).toEqual([":information_source: 0 lines\nStopped by bob."]);
    expect(from.requests[0]?.signal?.aborted).toBe(true);
  });

  test("stops even when its source hangs", async () => {
    bot = await start(async function* () {
      yield toPlace(picture(0));
      await new Promise<never>(() => {});
    } as Road);
    await bot.slack.slash("alice", "general", "/k8s", "rollout status web");
    await bot.slack.press("alice", await bot.slack.waitForMessage("general", "0 lines"), "Stop");
    await bot.slack.waitForMessage("general", "Stopped by alice.");
  });

  test("ends by itself after a while, and says so", async () => {
    bot = await start(feed(toPlace).road, { ports: { timing: { longestLive: 50 } } });
    await bot.slack.slash("alice", "general", "/k8s", "rollout status web");
    await bot.slack.waitForMessage("general", "It ran for ten minutes and ends here");
  });

  test("a Stop that is pressed again, or after a restart, says that it is over", async () => {
    const from = feed(toPlace);
    bot = await start(from.road);
    await bot.slack.slash("alice", "general", "/k8s", "rollout status web");
    const message = await bot.slack.waitForMessage("general", "0 lines");
    const [, value] = /"value":"([^"]+)"/.exec(JSON.stringify(message.blocks)) ?? [];
    from.next(100);
    await bot.slack.waitForMessage("general", "100 lines");
    await bot.presses("alice", "stop", value);
    await bot.slack.waitForMessage("general", "There is nothing left to stop.");
  });
});

test("ten live answers at once stay below what Slack allows in a minute", async () => {
  let n = 0;
  bot = await start(
    async function* ({ signal }: Request) {
      for await (const _ of setInterval(1, undefined, { signal })) yield toPlace(picture(n++ % 99));
    } as Road,
    { slack: { rateLimits: true }, ports: { timing: { betweenEdits: 1 } } },
  );
  for (let i = 0; i < 10; i += 1) await bot.slack.slash("alice", i % 2 ? "general" : "ops", "/k8s", `follow ${i}`);
  const edits = () => bot.slack.requests.filter((request) => request.method === "chat.update");
  await bot.slack.until(() => edits().length >= 40);
  for (const message of bot.slack.messages("general").slice(0, 2)) await bot.slack.press("alice", message, "Stop"); // what people wait for still has room
  await bot.slack.waitForMessage("general", "Stopped by alice.");
  expect(edits().length).toBeLessThanOrEqual(50);
  expect(edits().filter((request) => request.error !== undefined)).toEqual([]);
});

describe("when the bot is stopped", () => {
  test("what is live says why it goes no further, what is nearly done is finished, and the rest is told", async () => {
    const finish = Promise.withResolvers<void>();
    bot = await start(async function* ({ input }: Request) {
      if (input === "live") yield toPlace(picture(0));
      if (input === "short") {
        await finish.promise;
        yield toPlace(reply.ok(say`Scaled after all`));
        return;
      }
      await new Promise<never>(() => {});
    } as Road);
    await bot.slack.slash("alice", "general", "/k8s", "live");
    await bot.slack.waitForMessage("general", "0 lines");
    await bot.slack.slash("alice", "general", "/k8s", "short");
    await bot.slack.slash("alice", "general", "/k8s", "stuck");
    await bot.slack.until(() => bot.asked.length === 3);
    const stopped = bot.running.stop();
    finish.resolve();
    await stopped;
    expect(reads("general")).toEqual([
      ":information_source: 0 lines\nI am being restarted. Ask again in a minute to go on.",
      ":white_check_mark: *OK:* Scaled after all",
    ]);
    expect(bot.slack.ephemerals("alice").map(bot.read)).toEqual([
      expect.stringContaining("had to leave this unfinished"),
    ]);
  });
});
