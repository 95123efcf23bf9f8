import { afterEach, describe, expect, test } from "vitest";
import { reply } from "../../../src/core/reply.ts";
import { say } from "../../../src/core/text.ts";
import { startLocalSlack } from "../../../src/playground/slack/index.ts";
import { type Options, startBot, type TestBot } from "./bot.ts";

let bot: TestBot | undefined;
afterEach(async () => {
  await bot?.close();
  bot = undefined;
});
const start = async (options?: Options) => (bot = await startBot(() => reply.info(say`Hello`), options));

describe("at start", () => {
  test("a token that Slack refuses is named, with the fix", async () => {
    await expect(start({ config: { botToken: "xoxb-wrong" } })).rejects.toThrow(
      "Slack no longer accepts the bot's token (invalid_auth). Install the app again and set SLACK_BOT_TOKEN to the new one.",
    );
  });

  test("an empty signing secret is refused", async () => {
    await expect(start({ config: { signingSecrets: [""] } })).rejects.toThrow("SLACK_SIGNING_SECRET");
  });

  test.each(["", "/", "/api", "/api/"])("the address may end in %j", async (end) => {
    const slack = await startLocalSlack();
    const running = await start({ config: { apiUrl: slack.url + end, botToken: slack.botToken } });
    expect(running.running.bot.team).toBe(slack.directory.team.id);
    expect(slack.requests.map(({ method }) => method)).toEqual(["auth.test"]);
    await slack.close();
  });

  test("scopes that are missing are named to the operator", async () => {
    const { log } = await start({ slack: { bot: { scopes: ["commands", "chat:write"] } } });
    expect(log[0]?.details).toEqual({
      missing: ["app_mentions:read", "im:history", "files:write", "users:read", "channels:read", "groups:read"],
    });
  });
});

test("it can speak unasked, in a thread too", async () => {
  const { slack, running } = await start();
  const place = { id: `${slack.directory.team.id}:${slack.directory.channel("general").id}`, private: false };
  await running.tell(place, reply.ok(say`It was scaled before the restart`));
  const root = await slack.waitForMessage("general", "It was scaled");
  await running.tell({ ...place, thread: root.ts }, reply.ok(say`And it is healthy`));
  expect(await slack.waitForMessage("general", "And it is healthy")).toMatchObject({ thread_ts: root.ts });
});

test("a token that is revoked later is told to the operator, and requests are still acknowledged", async () => {
  const { slack, log } = await start();
  slack.revoke(slack.botToken);
  expect((await slack.slash("alice", "general", "/k8s", "whoami")).ack.ok).toBe(true);
  // The response_url needs no token: the asker hears of it too.
  await slack.waitForMessage("general", "Slack no longer accepts the bot's token");
  expect(log.map(({ message }) => message)).toContain("Slack did not say who somebody is");
});
