import { describe, expect, test } from "vitest";
import { errorOf, workbench } from "./app.ts";

const options = {
  users: [
    { name: "alice", real_name: "Alice Liu", email: "alice@example.com" },
    { name: "guest", is_restricted: true, is_email_confirmed: false, email: "g@example.com" },
    { name: "mallory", is_stranger: true, team_id: "T0OTHER", email: "m@example.org" },
    { name: "gone", deleted: true },
  ],
  usergroups: [{ handle: "oncall", users: ["alice"] }],
  channels: [
    { name: "general" },
    { name: "shared", is_ext_shared: true },
    { name: "secret", is_private: true, bot: false },
  ],
};

describe("users.info", () => {
  test("tells what decides who may do what", async () => {
    await using bench = await workbench(options);
    const info = async (user: string) => (await bench.client.users.info({ user })).user;
    expect(await info("U0ALICE")).toMatchObject({
      team_id: "T0LOCAL",
      name: "alice",
      deleted: false,
      is_admin: false,
      is_restricted: false,
      is_ultra_restricted: false,
      is_stranger: false,
      is_bot: false,
      is_email_confirmed: true,
      profile: { real_name: "Alice Liu", email: "alice@example.com" },
    });
    expect(await info("U0GUEST")).toMatchObject({ is_restricted: true, is_email_confirmed: false });
    expect(await info("U0GONE")).toMatchObject({ deleted: true });
    expect(await info("U0BOT")).toMatchObject({ is_bot: true });
    expect(await errorOf(bench.client.users.info({ user: "U0NOBODY" }))).toBe("user_not_found");
  });

  test("of a stranger it tells little", async () => {
    await using bench = await workbench(options);
    const { user } = await bench.client.users.info({ user: "U0MALLORY" });
    expect(user).toMatchObject({ team_id: "T0OTHER", is_stranger: true });
    expect(user?.is_email_confirmed).toBeUndefined();
    expect(user?.profile?.email).toBeUndefined();
  });

  test("an address takes a scope of its own", async () => {
    await using bench = await workbench({ ...options, bot: { scopes: ["users:read"] } });
    const { user } = await bench.client.users.info({ user: "U0ALICE" });
    expect(user?.profile?.email).toBeUndefined();
  });
});

test("user groups and who is in them", async () => {
  await using bench = await workbench(options);
  const { client } = bench;
  const { usergroups } = await client.usergroups.list({ include_users: true });
  expect(usergroups).toMatchObject([{ id: "S0ONCALL", handle: "oncall", users: ["U0ALICE"] }]);
  expect((await client.usergroups.list()).usergroups?.[0]?.users).toBeUndefined();
  expect((await client.usergroups.users.list({ usergroup: "S0ONCALL" })).users).toEqual(["U0ALICE"]);
  expect(await errorOf(client.usergroups.users.list({ usergroup: "S0NONE" }))).toBe("no_such_subteam");
});

test("the team and the bot know themselves", async () => {
  await using bench = await workbench({ team: { name: "Acme" }, bot: { name: "mate" } });
  expect((await bench.client.team.info()).team).toMatchObject({ id: "T0LOCAL", name: "Acme" });
  expect((await bench.client.bots.info({ bot: "B0BOT" })).bot).toMatchObject({ name: "mate", user_id: "U0BOT" });
  expect(await bench.client.api.test()).toMatchObject({ ok: true });
});

describe("conversations", () => {
  test("say what kind they are", async () => {
    await using bench = await workbench(options);
    const info = async (channel: string) => (await bench.client.conversations.info({ channel })).channel;
    expect(await info("C0GENERAL")).toMatchObject({
      name: "general",
      is_channel: true,
      is_mpim: false,
      is_private: false,
      is_member: true,
    });
    expect(await info("C0SHARED")).toMatchObject({ is_ext_shared: true });
    expect(await errorOf(bench.client.conversations.info({ channel: "C0SECRET" }))).toBe("channel_not_found");
  });

  test("are opened with people, not with bots or those who left", async () => {
    await using bench = await workbench(options);
    const { client } = bench;
    const opened = await client.conversations.open({ users: "U0ALICE" });
    expect(opened.channel?.id).toBe("D0ALICE");
    const info = await client.conversations.info({ channel: "D0ALICE" });
    expect(info.channel).toMatchObject({ is_im: true, user: "U0ALICE" });
    expect((await client.conversations.open({ users: "U0ALICE,U0GUEST" })).channel?.id).toBe("G0ALICEGUEST");
    const several = await client.conversations.info({ channel: "G0ALICEGUEST" });
    expect(several.channel).toMatchObject({ is_mpim: true, is_channel: false, is_private: true });
    const error = (users?: string) => errorOf(client.apiCall("conversations.open", { users }));
    expect(await error("U0NOBODY")).toBe("user_not_found");
    expect(await error("U0BOT")).toBe("cannot_dm_bot");
    expect(await error("U0GONE")).toBe("user_disabled");
    expect(await error()).toBe("users_list_not_supplied");
  });

  test("are read page by page, newest first; threads oldest first", async () => {
    await using bench = await workbench(options);
    const { client } = bench;
    const { ts = "" } = await client.chat.postMessage({ channel: "C0GENERAL", text: "0" });
    for (const text of ["1", "2", "3"]) await client.chat.postMessage({ channel: "C0GENERAL", text });
    await client.chat.postMessage({ channel: "C0GENERAL", text: "reply", thread_ts: ts });
    const texts = (page: { messages?: { text?: string }[] }) => page.messages?.map((message) => message.text);
    const first = await client.conversations.history({ channel: "C0GENERAL", limit: 3 });
    expect(texts(first)).toEqual(["3", "2", "1"]);
    const cursor = first.response_metadata?.next_cursor ?? "";
    const second = await client.conversations.history({ channel: "C0GENERAL", limit: 3, cursor });
    expect(texts(second)).toEqual(["0"]);
    expect(second.has_more).toBe(false);
    const since = await client.conversations.history({ channel: "C0GENERAL", oldest: ts });
    expect(texts(since)).toEqual(["3", "2", "1"]);
    const newest = first.messages?.[0]?.ts ?? "";
    const between = (more: object) =>
      client.conversations.history({ channel: "C0GENERAL", oldest: ts, latest: newest, ...more });
    expect(texts(await between({}))).toEqual(["2", "1"]);
    expect(texts(await between({ inclusive: true }))).toEqual(["3", "2", "1", "0"]);
    expect((await between({ inclusive: true, limit: 4 })).has_more).toBe(false);
    expect((await between({ inclusive: true, limit: 3 })).has_more).toBe(true);
    expect(texts(await client.conversations.replies({ channel: "C0GENERAL", ts }))).toEqual(["0", "reply"]);
    const lost = client.conversations.replies({ channel: "C0GENERAL", ts: "1.0" });
    expect(await errorOf(lost)).toBe("thread_not_found");
  });
});
