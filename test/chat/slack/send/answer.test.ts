import { afterEach, describe, expect, test } from "vitest";
import { button, reply } from "../../../../src/core/reply.ts";
import { say } from "../../../../src/core/text.ts";
import { type Road, startBot, type TestBot, toAsker, toPlace } from "../bot.ts";

let bot: TestBot;
afterEach(() => bot?.close());

const elsewhere = {
  channels: [{ name: "general" }, { name: "public", bot: false }, { name: "secret", is_private: true, bot: false }],
};
const without =
  (...scopes: string[]) =>
  async () => {
    const { everyScope } = await import("../../../../src/playground/slack/options.ts");
    return everyScope.filter((scope) => ![...scopes, "chat:write.public"].includes(scope));
  };
const change = toPlace(
  reply.info(say`Scale web from 3 to 5?`, {
    open: true,
    actions: [button("Scale to 5", { command: "confirm", args: {} }, { inPlace: true })],
  }),
);
const log = Array.from({ length: 6000 }, (_, i) => `2026-11-23T10:00:00Z line ${i} <!channel> & more`).join("\n");
const logs = reply.info(say`Logs of ${"web"}`, { body: [{ code: log, keep: "end", file: "web.log" }] });
const textOf = (file: { bytes?: Buffer | undefined } | undefined) => file?.bytes?.toString();

describe("where the bot has not been invited", () => {
  test("everybody's answer comes through the response_url, with how to invite it, and buttons go on working", async () => {
    bot = await startBot(
      (request) => (typeof request.input === "string" ? change : toPlace(reply.ok(say`Scaled`, { open: true }))),
      {
        slack: { ...elsewhere, bot: { scopes: await without()() } },
      },
    );
    const preview = await (await bot.slack.slash("alice", "public", "/k8s", "scale web 5")).answer();
    expect(preview.onlyFor).toBeUndefined();
    expect(bot.read(preview)).toContain("Invite me with /invite @kubemate");
    await bot.slack.press("alice", preview, "Scale to 5");
    const done = await bot.slack.waitForMessage("public", "Scaled");
    expect(done.ts).toBe(preview.ts);
    expect(bot.slack.messages("public")).toHaveLength(1);
  });

  test("of what keeps changing the first picture and the last are shown: nothing can be edited there", async () => {
    const scopes = await without()();
    bot = await startBot(
      async function* () {
        for (const n of [0, 1, 2, 3]) {
          yield toPlace(reply.info(say`${n} of 3 pods`, { live: n < 3 }));
          await new Promise((resolve) => setTimeout(resolve, 50)); // longer than the pause between two pictures
        }
      } as Road,
      { slack: { ...elsewhere, bot: { scopes } } },
    );
    await bot.slack.slash("alice", "public", "/k8s", "rollout status web");
    await bot.slack.waitForMessage("public", "3 of 3 pods");
    expect(bot.slack.messages("public").map((message) => bot.read(message).split("\n")[0])).toEqual([
      ":information_source: 0 of 3 pods",
      ":information_source: 3 of 3 pods",
    ]);
  });

  test("the asker's answer is whispered as everywhere", async () => {
    bot = await startBot(() => reply.info(say`for you`), {
      slack: { ...elsewhere, bot: { scopes: await without()() } },
    });
    const whisper = await (await bot.slack.slash("alice", "public", "/k8s", "get pods")).answer();
    expect(whisper.onlyFor).toBeDefined();
  });

  test("and may not even look, a change goes to the asker's direct messages: others might read along", async () => {
    bot = await startBot(() => change, { slack: elsewhere });
    await bot.slack.slash("alice", "secret", "/k8s", "scale web 5");
    await bot.slack.waitForMessage("@alice", "Scale web from 3 to 5?");
    await bot.slack.waitForMessage("secret", "I answer in our direct messages");
    expect(bot.slack.messages("secret")).toEqual([]);
  });
});

test("where it may not look, nothing is shared: others might read along", async () => {
  bot = await startBot(() => reply.info(say`for you`), { slack: elsewhere });
  const whisper = await (await bot.slack.slash("alice", "secret", "/k8s", "get pods")).answer();
  await bot.slack.press("alice", whisper, "Share here");
  await bot.slack.waitForMessage("secret", "I do not see who is in this channel. Invite me first.");
  expect(bot.slack.messages("secret")).toEqual([]);
});

describe("the response_url", () => {
  test("is not used where it points away from Slack", async () => {
    bot = await startBot(() => reply.info(say`for you`));
    const alice = bot.slack.directory.user("alice").id;
    const general = bot.slack.directory.channel("general").id;
    const fields = {
      team_id: bot.slack.directory.team.id,
      user_id: alice,
      channel_id: general,
      command: "/k8s",
      text: "get pods",
      trigger_id: "1",
      response_url: "http://169.254.169.254/latest",
    };
    const body = new URLSearchParams(fields).toString();
    const headers = { "content-type": "application/x-www-form-urlencoded", ...bot.slack.signed(body) };
    await fetch(bot.url, { method: "POST", body, headers });
    await bot.slack.waitForMessage("general", "for you"); // through the Web API instead
    expect(bot.slack.requests.map((request) => request.method)).toContain("chat.postEphemeral");
  });

  test("when it is used up or too old, the Web API takes over", async () => {
    bot = await startBot(() => reply.info(say`for you`));
    bot.slack.faults.add("response_url", { error: "used_url" });
    const whisper = await (await bot.slack.slash("alice", "general", "/k8s", "get pods")).answer();
    expect(bot.read(whisper)).toContain("for you");
    expect(bot.slack.requests.at(-1)?.method).toBe("chat.postEphemeral");
  });

  test("keeps its last use for saying that something went wrong", async () => {
    bot = await startBot(async function* () {
      for (let n = 1; n <= 6; n += 1) {
        yield toAsker(n < 6 ? reply.info(say`answer ${n}`) : reply.fail(say`it broke`));
        await bot.slack.until(() => bot.slack.ephemerals("alice").length === n);
      }
    } as Road);
    await bot.slack.slash("alice", "general", "/k8s", "x");
    await bot.slack.waitForMessage("general", "it broke");
    const ways = bot.slack.requests
      .map((request) => request.method)
      .filter((method) => /response_url|chat/.test(method));
    expect(ways).toEqual([...Array.from({ length: 4 }, () => "response_url"), "chat.postEphemeral", "response_url"]);
  });

  test("never reaches the log", async () => {
    bot = await startBot(() => reply.info(say`for you`));
    bot.slack.faults.add("response_url", { status: 500, body: "oops" }, 5);
    bot.slack.faults.add("chat.postEphemeral", { error: "internal_error" }, 5);
    bot.slack.faults.add("chat.postMessage", { error: "internal_error" }, 5);
    await bot.slack.slash("alice", "general", "/k8s", "get pods");
    await bot.slack.until(() => bot.log.some(({ level }) => level === "error"));
    expect(JSON.stringify(bot.log)).not.toMatch(/commands\/T|actions\/T|xoxb/);
  });
});

describe("what is too long to be read in a message", () => {
  test("goes to the asker's direct messages as a file, and the end of it is shown", async () => {
    bot = await startBot(() => logs);
    const whisper = await (await bot.slack.slash("alice", "general", "/k8s", "logs web")).answer();
    expect(bot.read(whisper)).toContain("line 5999 <!channel> & more");
    expect(bot.read(whisper)).toContain("All of it is in web.log, which I send to our direct messages");
    expect(bot.slack.visible(whisper).live).toEqual([]);
    await bot.slack.until(() =>
      bot.slack.messages("@alice").some((message) => message.files?.some((file) => file.name === "web.log")),
    );
    expect(textOf(bot.slack.files()[0])).toBe(log);
    expect(bot.slack.messages("general")).toEqual([]);
  });

  test("stands as a file under the message when everybody may see it", async () => {
    bot = await startBot(() => toPlace(logs));
    const message = await (await bot.slack.slash("alice", "general", "/k8s", "logs web")).answer();
    await bot.slack.until(() => bot.slack.messages("general", { thread: message.ts }).some((one) => one.files?.length));
    expect(textOf(bot.slack.files()[0])).toBe(log);
  });

  test("and cannot be sent as a file is said, with the scope that is missing", async () => {
    bot = await startBot(() => logs, { slack: { bot: { scopes: await without("files:write")() } } });
    await bot.slack.slash("alice", "general", "/k8s", "logs web");
    const notice = await bot.slack.waitForMessage("general", "I could not send web.log");
    expect(bot.read(notice)).toContain("The Slack app lacks the scope files:write. Add it under OAuth & Permissions");
    expect(bot.log).toContainEqual(expect.objectContaining({ message: expect.stringContaining("lacks scopes") }));
  });
});

describe("a surface that takes less than Slack", () => {
  const pods = reply.info(say`Pods`, { body: [{ table: { columns: ["NAME"], rows: [["web-1"], ["web-2"]] } }] });

  test("gets the table as text when it refuses the table block", async () => {
    bot = await startBot(() => toPlace(pods));
    bot.slack.faults.add("chat.postMessage", { error: "invalid_blocks" });
    const message = await (await bot.slack.slash("alice", "general", "/k8s", "get pods")).answer();
    expect(message.blocks?.map((block) => block["type"])).toEqual(["section", "section"]);
    expect(bot.read(message)).toContain("web-2");
  });

  test("gets plain text when it refuses all blocks", async () => {
    bot = await startBot(() => toPlace(pods));
    bot.slack.faults.add("chat.postMessage", { error: "invalid_blocks" }, 2);
    const message = await (await bot.slack.slash("alice", "general", "/k8s", "get pods")).answer();
    expect(message.blocks).toBeUndefined();
    expect(message.text).toBe(":information_source: Pods\n```\nNAME\nweb-1\nweb-2\n```");
  });
});

test("a message that can no longer be edited is said anew", async () => {
  bot = await startBot(async function* () {
    yield toPlace(reply.info(say`Scaling …`));
    await bot.slack.until(() => bot.slack.messages("general").length === 1);
    yield toPlace(reply.ok(say`Scaled`));
  } as Road);
  bot.slack.faults.add("chat.update", { error: "edit_window_closed" });
  await bot.slack.slash("alice", "general", "/k8s", "scale web 3");
  await bot.slack.waitForMessage("general", "Scaled");
  expect(bot.slack.messages("general")).toHaveLength(2);
});

test("nothing from a cluster can mention, link or unfurl, whichever way it is shown", async () => {
  const evil = "<!channel> @here <https://evil.example|bank> https://evil.example #general <@U1> \u202egnp";
  bot = await startBot((request) => {
    const shown = reply.info(say`Saw ${evil}`, {
      body: [
        { text: say`${evil}` },
        { code: evil },
        { fields: { a: evil } },
        { table: { columns: [evil], rows: [[evil]] } },
      ],
    });
    return request.input === "open" ? toPlace(shown) : shown;
  });
  const seen = [
    await (await bot.slack.slash("alice", "general", "/k8s", "open")).answer(),
    await (await bot.slack.slash("alice", "general", "/k8s", "whisper")).answer(),
    await (await bot.slack.mention("alice", "general", "whisper")).answer(),
  ];
  for (const message of seen) expect(bot.slack.visible(message).live).toEqual([]);
  // Where a message has blocks the top text is only the notification; without them it would be everything.
  const posted = bot.slack.requests
    .filter((request) => /^chat\.post|response_url/.test(request.method))
    .map((request) => request.args);
  for (const args of posted) expect(args).toMatchObject({ parse: "none" });
  expect(posted).toContainEqual(expect.objectContaining({ unfurl_links: "false", unfurl_media: "false" }));
});

test("an edit comes alive no more than a post, though Slack would read it more eagerly", async () => {
  const evil = "@here https://evil.example #general";
  bot = await startBot(async function* () {
    yield toPlace(reply.info(say`Saw ${evil}`));
    await bot.slack.until(() => bot.slack.messages("general").length === 1);
    yield toPlace(reply.ok(say`Then saw ${evil}`));
  } as Road);
  await bot.slack.slash("alice", "general", "/k8s", "x");
  const edited = await bot.slack.waitForMessage("general", "Then saw");
  expect(bot.slack.visible(edited).live).toEqual([]);
});
