import { afterEach, describe, expect, test } from "vitest";
import { asTyped, withoutMention } from "../../../src/chat/slack/receive/typed.ts";
import { reply } from "../../../src/core/reply.ts";
import { say } from "../../../src/core/text.ts";
import { startBot, type TestBot, toPlace } from "./bot.ts";

let bot: TestBot;
afterEach(() => bot?.close());

const echo = () => startBot((request) => reply.info(say`You said ${JSON.stringify(request.input)}`));
const inputs = () => bot.asked.map((request) => request.input);
/** An event as Slack would send it, for what the local Slack has no gesture for. */
const deliver = (event: object, id = "Ev42") => {
  const body = JSON.stringify({ type: "event_callback", team_id: bot.slack.directory.team.id, event_id: id, event });
  return fetch(bot.url, {
    method: "POST",
    body,
    headers: { "content-type": "application/json", ...bot.slack.signed(body) },
  });
};

describe("a slash command", () => {
  test("is answered to the person who asked, with a way to share it", async () => {
    bot = await echo();
    const { ack, answer } = await bot.slack.slash("alice", "general", "/k8s", "get pods -n shop");
    expect(ack).toMatchObject({ ok: true, body: {} });
    const whisper = await answer();
    expect(bot.read(whisper)).toBe(':information_source: You said "get pods -n shop"\n[Share here]');
    expect(whisper.onlyFor).toBe(bot.slack.directory.user("alice").id);

    await bot.slack.press("alice", whisper, "Share here");
    const shared = await bot.slack.waitForMessage("general", "Shared by");
    expect(bot.read(shared)).toBe(':information_source: You said "get pods -n shop"\nShared by alice');
    await bot.slack.until(() => bot.slack.ephemerals("alice").length === 0);
  });

  test("arrives as it was typed, whatever Slack made of it", async () => {
    bot = await echo();
    const line = `query 'rate(x[5m]) > 0 and a < b & c'`;
    await (await bot.slack.slash("alice", "general", "/k8s", line)).answer();
    expect(inputs()).toEqual([line]);
  });

  test("in direct messages is answered with an ordinary message", async () => {
    bot = await echo();
    const message = await (await bot.slack.slash("alice", "@alice", "/k8s", "whoami")).answer();
    expect(message.onlyFor).toBeUndefined();
    expect(bot.read(message)).toBe(':information_source: You said "whoami"');
    expect(bot.asked[0]?.place).toMatchObject({ private: true });
  });

  test("is acknowledged before any work, even when the work never ends", async () => {
    bot = await startBot(() => new Promise<never>(() => {}));
    const { ack } = await bot.slack.slash("alice", "general", "/k8s", "get pods");
    expect(ack.ok).toBe(true);
  });

  test("that is delivered twice has one effect", async () => {
    bot = await echo();
    await (await bot.slack.slash("alice", "general", "/k8s", "scale web 3")).answer();
    await fetchAgain();
    expect(inputs()).toEqual(["scale web 3"]);
  });
});

/** The local Slack signs a repetition anew; what is repeated here is the signed request itself. */
async function fetchAgain(): Promise<void> {
  const body = "team_id=T1&user_id=U1&channel_id=C1&command=%2Fk8s&text=again&trigger_id=1&response_url=x";
  const headers = { "content-type": "application/x-www-form-urlencoded", ...bot.slack.signed(body) };
  for (let i = 0; i < 3; i += 1) expect((await fetch(bot.url, { method: "POST", body, headers })).status).toBe(200);
  await bot.slack.until(() => inputs().includes("again"));
  expect(inputs().filter((input) => input === "again")).toHaveLength(1);
  bot.asked.pop();
}

describe("a mention", () => {
  test("says the rest of the line, where it stands", async () => {
    bot = await echo();
    const whisper = await (await bot.slack.mention("alice", "general", "logs web since 15m")).answer();
    expect(whisper.onlyFor).toBe(bot.slack.directory.user("alice").id);
    expect(inputs()).toEqual(["logs web since 15m"]);
    expect(bot.asked[0]?.place).toEqual({ id: `${bot.slack.directory.team.id}:${whisper.channel}`, private: false });
  });

  test("in a thread is answered in the thread, to everybody there when the bot began it", async () => {
    bot = await startBot((request) =>
      request.place.thread ? reply.info(say`in the thread`) : toPlace(reply.warn(say`An alert`)),
    );
    const root = await (await bot.slack.slash("alice", "general", "/k8s", "alert")).answer();
    const whisper = await (await bot.slack.mention("alice", "general", "logs", { thread: root.ts })).answer();
    expect(whisper).toMatchObject({ thread_ts: root.ts, onlyFor: bot.slack.directory.user("alice").id });
    expect(bot.asked[1]?.place).toMatchObject({ thread: root.ts });

    const { bot: self } = bot.slack.directory;
    const alice = bot.slack.directory.user("alice").id;
    const text = `<@${self.user_id}> logs`;
    await deliver({
      type: "app_mention",
      user: alice,
      channel: root.channel,
      ts: "2.1",
      thread_ts: root.ts,
      parent_user_id: self.user_id,
      text,
    });
    const open = await bot.slack.until(() =>
      bot.slack.messages("general", { thread: root.ts }).find((one) => bot.read(one).includes("in the thread")),
    );
    expect(open.thread_ts).toBe(root.ts);
  });

  test("delivered again, as Slack does after a lost answer, has one effect", async () => {
    bot = await echo();
    await (await bot.slack.mention("alice", "general", "scale web 3")).answer();
    await bot.slack.repeat();
    await bot.slack.repeat();
    await (await bot.slack.mention("alice", "general", "after")).answer();
    expect(inputs()).toEqual(["scale web 3", "after"]);
  });

  test("of nothing asks for help", async () => {
    bot = await echo();
    await (await bot.slack.mention("alice", "general", "")).answer();
    expect(inputs()).toEqual(["help"]);
  });
});

describe("a direct message", () => {
  test("needs no mention, and is answered openly", async () => {
    bot = await echo();
    const message = await (await bot.slack.says("alice", "@alice", "get pods")).answer();
    expect(bot.read(message)).toBe(':information_source: You said "get pods"');
    expect(message.onlyFor).toBeUndefined();
  });

  test.each([
    ["a bot's", { bot_id: "B2" }],
    ["our own", { user: "SELF" }],
    ["an edited one", { subtype: "message_changed" }],
    ["a join", { subtype: "channel_join" }],
    ["nobody's", { user: undefined }],
  ])("that is %s is no request", async (_, difference) => {
    bot = await echo();
    const self = bot.slack.directory.bot.user_id;
    const event = {
      type: "message",
      channel_type: "im",
      channel: "D1",
      ts: "1.1",
      text: "delete everything",
      user: "U1",
      ...difference,
    };
    if (event.user === "SELF") event.user = self;
    expect((await deliver(event)).status).toBe(200);
    await (await bot.slack.says("alice", "@alice", "after")).answer();
    expect(inputs()).toEqual(["after"]);
  });
});

test("Slack's entities become what was typed", () => {
  expect(asTyped("curl <https://shop.example/a?b=1&amp;c=2|shop.example/a> <#C024|ops> &lt;none&gt; ")).toBe(
    "curl shop.example/a #ops <none>",
  );
  expect(asTyped("see <http://10.0.0.1:9090>")).toBe("see http://10.0.0.1:9090");
  expect(asTyped("ask <@U024|ada>")).toBe("ask <@U024|ada>");
  expect(withoutMention("<@U0>: `get pods`", "U0")).toBe("get pods");
  expect(withoutMention("get pods <@U0|kubemate>", "U0")).toBe("get pods");
  expect(withoutMention("<@U0> logs <@U1>", "U0")).toBe("logs <@U1>");
});
