import { describe, expect, test } from "vitest";
import { errorOf, workbench } from "./app.ts";

const channels = [
  { name: "general" },
  { name: "quiet", bot: false },
  { name: "secret", is_private: true, bot: false },
  { name: "old", is_archived: true },
  { name: "duo", members: ["alice"] },
];
const general = "C0GENERAL";

describe("chat.postMessage", () => {
  test("posts where the bot may", async () => {
    await using bench = await workbench({ channels });
    const { client, slack } = bench;
    const posted = await client.chat.postMessage({ channel: general, text: "a & <b>" });
    expect(posted).toMatchObject({ channel: general, message: { text: "a & <b>", bot_id: "B0BOT", user: "U0BOT" } });
    expect(slack.messages("general").map((message) => message.ts)).toEqual([posted.ts]);
  });

  test("a person's id means direct messages", async () => {
    await using bench = await workbench({ channels });
    const { channel } = await bench.client.chat.postMessage({ channel: "U0ALICE", text: "a" });
    expect(channel).toBe("D0ALICE");
    expect(bench.slack.messages("@alice")).toHaveLength(1);
  });

  test.each([
    ["C0NOWHERE", "channel_not_found"],
    ["C0SECRET", "channel_not_found"],
    ["C0OLD", "is_archived"],
    ["U0BOT", "cannot_dm_bot"],
    ["general", "channel_not_found"],
  ])("to %s it is refused: %s", async (channel, error) => {
    await using bench = await workbench({ channels });
    expect(await errorOf(bench.client.chat.postMessage({ channel, text: "a" }))).toBe(error);
  });

  test("a public channel without an invitation takes chat:write.public", async () => {
    await using allowed = await workbench({ channels });
    expect(await errorOf(allowed.client.chat.postMessage({ channel: "C0QUIET", text: "a" }))).toBeUndefined();
    await using uninvited = await workbench({ channels, bot: { scopes: ["chat:write"] } });
    expect(await errorOf(uninvited.client.chat.postMessage({ channel: "C0QUIET", text: "a" }))).toBe("not_in_channel");
  });

  test("nothing to say is refused, too much is cut at 40,000", async () => {
    await using bench = await workbench();
    const { client, slack } = bench;
    expect(await errorOf(client.chat.postMessage({ channel: general, text: "" }))).toBe("no_text");
    await client.chat.postMessage({ channel: general, text: "x".repeat(40_001) });
    expect(slack.messages("general")[0]?.text).toHaveLength(40_000);
  });

  test("replies gather in the thread of the first message", async () => {
    await using bench = await workbench();
    const { client, slack } = bench;
    const { ts: first = "" } = await client.chat.postMessage({ channel: general, text: "1" });
    const { ts: second = "" } = await client.chat.postMessage({ channel: general, text: "2", thread_ts: first });
    await client.chat.postMessage({ channel: general, text: "3", thread_ts: second });
    await client.chat.postMessage({ channel: general, text: "elsewhere" });
    expect(slack.messages("general", { thread: first }).map((message) => message.text)).toEqual(["1", "2", "3"]);
    const lost = client.chat.postMessage({ channel: general, text: "4", thread_ts: "1.000000" });
    expect(await errorOf(lost)).toBe("thread_not_found");
  });

  test("metadata comes back with the message, and has to have its shape", async () => {
    await using bench = await workbench();
    const { client } = bench;
    const metadata = { event_type: "op", event_payload: { id: "1" } };
    await client.chat.postMessage({ channel: general, text: "a", metadata });
    const history = await client.conversations.history({ channel: general });
    expect(history.messages?.[0]).toMatchObject({ metadata });
    for (const wrong of [{ event_type: "op" }, { event_payload: {} }, "op"]) {
      const post = client.apiCall("chat.postMessage", { channel: general, text: "a", metadata: wrong });
      expect(await errorOf(post)).toBe("invalid_metadata_format");
    }
  });
});

describe("chat.update and chat.delete", () => {
  test("4,000 characters are allowed, one more is not", async () => {
    await using bench = await workbench();
    const { client } = bench;
    const { ts = "" } = await client.chat.postMessage({ channel: general, text: "a" });
    const update = (length: number) => client.chat.update({ channel: general, ts, text: "x".repeat(length) });
    expect(await errorOf(update(4000))).toBeUndefined();
    expect(await errorOf(update(4001))).toBe("msg_too_long");
  });

  test("text alone takes the blocks away; the message keeps its place and says it was edited", async () => {
    await using bench = await workbench();
    const { client, slack } = bench;
    const blocks = [{ type: "divider" }];
    const { ts = "" } = await client.chat.postMessage({ channel: general, text: "a", blocks });
    await client.chat.update({ channel: general, ts, text: "b" });
    const [message] = slack.messages("general");
    expect(message).toMatchObject({ ts, text: "b", edited: { user: "U0BOT" } });
    expect(message?.blocks).toBeUndefined();
  });

  test("others' messages, ephemeral ones and lost ones stay as they are", async () => {
    await using bench = await workbench();
    const { client, slack } = bench;
    await slack.says("alice", "general", "mine");
    const alices = slack.messages("general")[0]?.ts ?? "";
    const { message_ts = "" } = await client.chat.postEphemeral({ channel: general, user: "U0ALICE", text: "psst" });
    const update = (ts: string) => errorOf(client.chat.update({ channel: general, ts, text: "b" }));
    const remove = (ts: string) => errorOf(client.chat.delete({ channel: general, ts }));
    expect(await update(alices)).toBe("cant_update_message");
    expect(await update(message_ts)).toBe("cant_update_message");
    expect(await update("1.000000")).toBe("message_not_found");
    expect(await remove(alices)).toBe("cant_delete_message");
    expect(await remove("1.000000")).toBe("message_not_found");
  });

  test("a deleted message is gone", async () => {
    await using bench = await workbench();
    const { client, slack } = bench;
    const { ts = "" } = await client.chat.postMessage({ channel: general, text: "a" });
    await client.chat.delete({ channel: general, ts });
    expect(slack.messages("general")).toEqual([]);
  });
});

describe("chat.postEphemeral", () => {
  const say = (user: string, text: string, channel = general) => ({ channel, user, text });

  test("only one person sees it, and only who is there", async () => {
    await using bench = await workbench({ channels });
    const { client, slack } = bench;
    await client.chat.postEphemeral(say("U0ALICE", "psst"));
    expect(slack.ephemerals("alice", "general").map((message) => message.text)).toEqual(["psst"]);
    expect([slack.ephemerals("bob"), slack.ephemerals("alice", "duo"), slack.messages("general")]).toEqual([
      [],
      [],
      [],
    ]);
    expect(await errorOf(client.chat.postEphemeral(say("U0BOB", "psst", "C0DUO")))).toBe("user_not_in_channel");
    expect(await errorOf(client.chat.postEphemeral(say("U0BOB", "psst", "C0QUIET")))).toBe("not_in_channel");
  });

  test("4,000 bytes are allowed, one more is not", async () => {
    await using bench = await workbench();
    const { client } = bench;
    expect(await errorOf(client.chat.postEphemeral(say("U0ALICE", "é".repeat(2000))))).toBeUndefined();
    expect(await errorOf(client.chat.postEphemeral(say("U0ALICE", `${"é".repeat(2000)}x`)))).toBe("msg_too_long");
  });
});

test("a permalink leads to the message, and to its thread", async () => {
  await using bench = await workbench();
  const { client, slack } = bench;
  const { ts = "" } = await client.chat.postMessage({ channel: general, text: "a" });
  const { permalink } = await client.chat.getPermalink({ channel: general, message_ts: ts });
  expect(permalink).toBe(`${slack.url}/archives/${general}/p${ts.replace(".", "")}`);
  expect(await errorOf(client.chat.getPermalink({ channel: general, message_ts: "1.0" }))).toBe("message_not_found");
});

test("a reaction is added once", async () => {
  await using bench = await workbench();
  const { client, slack } = bench;
  const { ts = "" } = await client.chat.postMessage({ channel: general, text: "a" });
  const react = (timestamp: string, name: string) =>
    errorOf(client.reactions.add({ channel: general, timestamp, name }));
  expect(await react(ts, "eyes")).toBeUndefined();
  expect(slack.messages("general")[0]?.reactions).toEqual([{ name: "eyes", users: ["U0BOT"], count: 1 }]);
  expect(await react(ts, "eyes")).toBe("already_reacted");
  expect(await react(ts, "+1")).toBeUndefined();
  expect(slack.messages("general")[0]?.reactions?.map((reaction) => reaction.name)).toEqual(["eyes", "+1"]);
  expect(await react(ts, "no such thing")).toBe("invalid_name");
  expect(await react("1.0", "eyes")).toBe("message_not_found");
});
