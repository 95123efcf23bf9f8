import { afterEach, expect, test } from "vitest";
import { reply } from "../../../src/core/reply.ts";
import { say } from "../../../src/core/text.ts";
import { startBot, type TestBot, toPlace } from "./bot.ts";

let bot: TestBot;
afterEach(() => bot.close());

test("a slash command is answered to the person who asked, with a way to share it", async () => {
  bot = await startBot((request) => reply.info(say`You said ${String(request.input)}`));
  const { ack, answer } = await bot.slack.slash("alice", "general", "/k8s", "get pods -n shop");
  expect(ack).toMatchObject({ ok: true, body: {} });
  const whisper = await answer();
  expect(bot.read(whisper)).toBe(":information_source: You said get pods -n shop\n[Share here]");
  expect(whisper.onlyFor).toBe(bot.slack.directory.user("alice").id);

  await bot.slack.press("alice", whisper, "Share here");
  const shared = await bot.slack.waitForMessage("general", "Shared by");
  expect(bot.read(shared)).toBe(":information_source: You said get pods -n shop\nShared by alice");
  await bot.slack.until(() => bot.slack.ephemerals("alice").length === 0);
});

test("what everybody should see is an ordinary message, and later pictures edit it", async () => {
  bot = await startBot(async function* () {
    yield toPlace(reply.info(say`Scaling …`));
    yield toPlace(reply.ok(say`Scaled`));
  } as never);
  await bot.slack.slash("alice", "general", "/k8s", "scale web 3");
  await bot.slack.waitForMessage("general", "Scaled");
  expect(bot.slack.messages("general").map(bot.read)).toEqual([":white_check_mark: *OK:* Scaled"]);
});
