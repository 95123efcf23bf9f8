import { afterEach, describe, expect, test } from "vitest";
import { Failure } from "../../../src/core/failure.ts";
import { reply } from "../../../src/core/reply.ts";
import { say } from "../../../src/core/text.ts";
import type { SlackUser } from "../../../src/chat/slack/index.ts";
import { type Options, startBot, type TestBot } from "./bot.ts";

let bot: TestBot;
afterEach(() => bot?.close());

const known: SlackUser[] = [];
afterEach(() => void known.splice(0));
const start = (options: Options = {}) =>
  startBot((_, person) => reply.info(say`Hello ${person.name}`), {
    ...options,
    ports: {
      identify: (user) => {
        known.push(user);
        return { id: `${user.team}:${user.user}`, name: user.name };
      },
      ...options.ports,
    },
  });
const people = { users: [{ name: "alice", email: "alice@acme.example" }, { name: "bob" }] };
const asks = async (user = "alice", channel = "general") =>
  bot.read(await (await bot.slack.mention(user, channel, "whoami")).answer());

test("a member is known by ids, name and confirmed address", async () => {
  bot = await start({ slack: people });
  expect(await asks()).toContain("Hello alice");
  expect(known).toEqual([
    {
      team: bot.slack.directory.team.id,
      user: bot.slack.directory.user("alice").id,
      name: "alice",
      email: "alice@acme.example",
      groups: [],
    },
  ]);
});

test("an address that Slack did not confirm is none", async () => {
  bot = await start({ slack: { users: [{ name: "alice", email: "ceo@acme.example", is_email_confirmed: false }] } });
  await asks();
  expect(known[0]?.email).toBeUndefined();
});

test.each([
  ["a guest", { is_restricted: true }, "Guests cannot use me"],
  ["a guest of one channel", { is_ultra_restricted: true }, "Guests cannot use me"],
  ["a stranger from another organisation", { is_stranger: true }, "I only serve members"],
  ["somebody of another team", { team_id: "T0THER" }, "I only serve members"],
])("%s is refused with a reason", async (_, kind, words) => {
  bot = await start({ slack: { users: [{ name: "alice", ...kind }] } });
  expect(await asks()).toContain(words);
  expect(known).toEqual([]);
});

test("in a channel that is shared with another organisation nobody is served", async () => {
  bot = await start({ slack: { channels: [{ name: "general", is_ext_shared: true }] } });
  expect(await asks()).toContain("shared with another organisation");
  const whisper = await (await bot.slack.slash("alice", "general", "/k8s", "whoami")).answer();
  expect(bot.read(whisper)).toContain("shared with another organisation");
  expect(known).toEqual([]);
});

test("only the teams that are configured are served", async () => {
  bot = await start({ config: { teams: ["T0NLY"] } });
  expect(await asks()).toContain(`can add ${bot.slack.directory.team.id} to its teams`);
});

test("what Slack says is asked for once a minute", async () => {
  bot = await start();
  await asks();
  await asks();
  const lookups = bot.slack.requests.filter((request) => request.method === "users.info");
  expect(lookups).toHaveLength(1);
});

describe("user groups", () => {
  const oncall = { usergroups: [{ handle: "oncall", id: "S0NCALL", users: ["alice"] }] };

  test("are told where they are used", async () => {
    bot = await start({ slack: oncall, config: { userGroups: true } });
    await asks("alice");
    await asks("bob");
    expect(known.map((user) => user.groups)).toEqual([["S0NCALL"], []]);
  });

  test("that Slack does not tell mean no", async () => {
    bot = await start({ slack: oncall, config: { userGroups: true } });
    bot.slack.faults.add("usergroups.list", { error: "missing_scope" });
    expect(await asks()).toContain(
      "I could not make sure who you are, so nothing was done. The Slack app lacks the scope",
    );
    expect(known).toEqual([]);
    expect(await asks()).toContain("Hello alice"); // and are asked for again
  });
});

describe("when Slack does not say who somebody is", () => {
  test.each([
    ["users.info", { error: "user_not_found" }],
    ["users.info", { error: "missing_scope" }],
    ["conversations.info", { error: "fatal_error" }],
    ["users.info", { status: 503 }],
    ["users.info", { retryAfter: 30 }],
  ] as const)("(%s: %j) nothing is done", async (method, fault) => {
    bot = await start();
    bot.slack.faults.add(method, fault, 2);
    // A slash command: the event of a mention says itself that its channel is not shared.
    const whisper = await (await bot.slack.slash("alice", "general", "/k8s", "whoami")).answer();
    expect(bot.read(whisper)).toContain("nothing was done");
    expect(known).toEqual([]);
  });

  test("a server without shared channels is not asked in vain", async () => {
    bot = await start();
    bot.slack.faults.add("conversations.info", { error: "unknown_method" });
    const whisper = await (await bot.slack.slash("alice", "general", "/k8s", "whoami")).answer();
    expect(bot.read(whisper)).toContain("Hello alice");
  });
});

test("whom the configuration does not name is told which line to add", async () => {
  bot = await start({
    ports: {
      identify: () => {
        throw new Failure("refused", { because: say`nobody maps you` });
      },
    },
  });
  expect(await asks()).toContain("nobody maps you");
});
