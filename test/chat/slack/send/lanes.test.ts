import { afterEach, describe, expect, test } from "vitest";
import { reply } from "../../../../src/core/reply.ts";
import { say } from "../../../../src/core/text.ts";
import { startBot, type TestBot, toPlace } from "../bot.ts";

let bot: TestBot;
afterEach(() => bot?.close());

const called = (method: string) => bot.slack.requests.filter((request) => request.method === method).length;
const open = () =>
  startBot((request) => toPlace(reply.info(say`Answer to ${JSON.stringify(request.input).replaceAll('"', "")}`)));

describe("Slack's 429", () => {
  test("in one channel holds up neither another channel nor a modal", async () => {
    bot = await open();
    bot.slack.faults.add("chat.postMessage", { retryAfter: 2 });
    await bot.slack.slash("alice", "general", "/k8s", "first");
    await bot.slack.until(() => called("chat.postMessage") === 1);
    await bot.slack.slash("alice", "ops", "/k8s", "second");
    await bot.slack.slash("alice", "general", "/k8s");
    await bot.slack.waitForMessage("ops", "Answer to second");
    await bot.slack.waitForView("alice");
    expect(bot.slack.messages("general")).toEqual([]);
    await bot.slack.waitForMessage("general", "Answer to first"); // after the two seconds
    expect(called("chat.postMessage")).toBe(3);
  });

  test.each([[null], ["soon"]])(
    "with Retry-After %j is waited for all the same",
    async (retryAfter) => {
      bot = await open();
      bot.slack.faults.add("chat.postMessage", { retryAfter });
      await bot.slack.slash("alice", "general", "/k8s", "first");
      await bot.slack.waitForMessage("general", "Answer to first", 8000);
    },
    10_000,
  );

  test("that asks for an hour is not waited for: the response_url brings the answer", async () => {
    bot = await open();
    bot.slack.faults.add("chat.postMessage", { retryAfter: 3600 });
    await bot.slack.slash("alice", "general", "/k8s", "first");
    expect(bot.read(await bot.slack.waitForMessage("general", "Answer to first"))).not.toContain("Invite me");
  });
});

describe("an answer that is lost", () => {
  test("of a post leads to one duplicate at most", async () => {
    bot = await open();
    bot.slack.faults.add("chat.postMessage", { lose: true }, 10);
    await bot.slack.slash("alice", "general", "/k8s", "first");
    await bot.slack.until(() => bot.log.some(({ level }) => level === "error"));
    expect(bot.slack.messages("general")).toHaveLength(2);
  });

  test("of an edit is asked for again, with the same effect", async () => {
    bot = await startBot(async function* () {
      yield toPlace(reply.info(say`Scaling …`));
      await bot.slack.until(() => bot.slack.messages("general").length === 1);
      yield toPlace(reply.ok(say`Scaled`));
    } as never);
    bot.slack.faults.add("chat.update", { lose: true });
    await bot.slack.slash("alice", "general", "/k8s", "scale web 3");
    await bot.slack.until(() => called("chat.update") === 2);
    expect(bot.slack.messages("general").map(bot.read)).toEqual([":white_check_mark: *OK:* Scaled"]);
  });

  test("of a lookup is asked for again", async () => {
    bot = await open();
    bot.slack.faults.add("users.info", { lose: true });
    bot.slack.faults.add("conversations.info", { status: 503 });
    await bot.slack.slash("alice", "general", "/k8s", "first");
    await bot.slack.waitForMessage("general", "Answer to first");
  });
});

test("garbage instead of an answer is one failed call, and the next one works", async () => {
  bot = await open();
  bot.slack.faults.add("chat.postMessage", { status: 200, body: "<html>maintenance</html>" }, 1);
  await bot.slack.slash("alice", "general", "/k8s", "first");
  await bot.slack.until(() => bot.slack.ephemerals("alice").length + bot.slack.messages("general").length > 0);
  await bot.slack.slash("alice", "general", "/k8s", "second");
  await bot.slack.waitForMessage("general", "Answer to second");
});

test("every call is measured by method and outcome", async () => {
  const calls: string[] = [];
  bot = await startBot(() => toPlace(reply.info(say`Answer`)), {
    ports: { observe: ({ method, outcome }) => void calls.push(`${method} ${outcome}`) },
  });
  bot.slack.faults.add("chat.postMessage", { error: "internal_error" }, 1);
  await bot.slack.slash("alice", "general", "/k8s", "first");
  await bot.slack.waitForMessage("general", "Answer");
  await expect
    .poll(() => calls.toSorted())
    .toEqual(["auth.test ok", "chat.postMessage ok", "conversations.info ok", "users.info ok"]);
});
