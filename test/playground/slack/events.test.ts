import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { describe, expect, test } from "vitest";
import { type LocalSlackOptions, startLocalSlack } from "../../../src/playground/slack/index.ts";
import { stoppedClock, withApp } from "./app.ts";

interface Received {
  headers: Record<string, string | string[] | undefined>;
  body: string;
}

/** A bot that writes down what it gets and answers each delivery in turn as told; the last answer stays. */
async function scripted(answers: (number | "never" | Record<string, string>)[], options: LocalSlackOptions = {}) {
  const received: Received[] = [];
  const server = createServer((request, response) => {
    let body = "";
    request.on("data", (chunk) => (body += chunk));
    request.on("end", () => {
      const answer = answers[Math.min(received.length, answers.length - 1)];
      received.push({ headers: request.headers, body });
      if (typeof answer === "number") response.writeHead(answer).end();
      else if (typeof answer === "object") response.writeHead(500, answer).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/slack/events`;
  const slack = await startLocalSlack({ ...options, deliverTo: url });
  return {
    slack,
    received,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
      await slack.close();
    },
  };
}

const retries = (received: Received[]) =>
  received.map(({ headers }) => [headers["x-slack-retry-num"], headers["x-slack-retry-reason"]]);
const eventId = ({ body }: Received): unknown => JSON.parse(body).event_id;

describe("an event that is not acknowledged", () => {
  test("comes again at once, after a minute and after five, then no more", async () => {
    const clock = stoppedClock();
    await using bot = await scripted([500], { clock });
    const { slack, received } = bot;
    await slack.mention("alice", "general", "hello");
    expect(retries(received)).toEqual([
      [undefined, undefined],
      ["1", "http_error"],
    ]);
    await slack.redeliver();
    expect(received).toHaveLength(2);
    clock.advance(60_000);
    await slack.redeliver();
    expect(received).toHaveLength(3);
    clock.advance(5 * 60_000);
    await slack.redeliver();
    expect(retries(received).at(-1)).toEqual(["3", "http_error"]);
    clock.advance(3_600_000);
    await slack.redeliver();
    expect(received).toHaveLength(4);
    expect(new Set(received.map(eventId)).size).toBe(1);
  });

  test("comes only once more when that is acknowledged", async () => {
    await using bot = await scripted(["never", 200], { ackDeadline: 1000 });
    const outcome = await bot.slack.mention("alice", "general", "hello");
    expect(outcome.ack).toMatchObject({ ok: false, error: "operation_timeout" });
    expect(retries(bot.received)).toEqual([
      [undefined, undefined],
      ["1", "http_timeout"],
    ]);
  });

  test("does not come again when the bot says so", async () => {
    await using bot = await scripted([{ "x-slack-no-retry": "1" }]);
    await bot.slack.mention("alice", "general", "hello");
    expect(bot.received).toHaveLength(1);
  });
});

describe("a command or a press that is not acknowledged", () => {
  test.each([
    ["never", "operation_timeout"],
    [500, "http_service_error"],
    [404, "http_client_error"],
  ] as const)("%s: the person reads %s, and nothing comes again", async (answer, error) => {
    await using bot = await scripted([answer], { ackDeadline: 1000 });
    const outcome = await bot.slack.slash("alice", "general", "/k8s", "get pods");
    expect(outcome).toMatchObject({ ack: { ok: false, error }, notice: `/k8s failed with the error "${error}"` });
    expect(bot.received).toHaveLength(1);
  });

  test("nobody is there", async () => {
    await using bot = await scripted([200]);
    bot.slack.deliverTo("http://127.0.0.1:9/slack/events");
    const outcome = await bot.slack.slash("alice", "general", "/k8s");
    expect(outcome.notice).toBe('/k8s failed with the error "dispatch_failed"');
  });
});

test("requests are signed, and a test can sign its own", async () => {
  await using bot = await scripted([200]);
  await bot.slack.slash("alice", "general", "/k8s", "get pods");
  const [{ headers, body } = { headers: {}, body: "" }] = bot.received;
  expect(headers["content-type"]).toBe("application/x-www-form-urlencoded");
  const at = Number(headers["x-slack-request-timestamp"]) * 1000;
  expect(headers).toMatchObject(bot.slack.signed(body, at));
  expect(Object.fromEntries(new URLSearchParams(body))).toMatchObject({
    command: "/k8s",
    text: "get pods",
    team_id: "T0LOCAL",
    channel_id: "C0GENERAL",
    channel_name: "general",
    user_id: "U0ALICE",
    user_name: "alice",
    api_app_id: "A0BOT",
  });
});

describe("who is heard", () => {
  const options: LocalSlackOptions = {
    users: [{ name: "alice" }, { name: "mallory", is_stranger: true, team_id: "T0OTHER" }],
    channels: [{ name: "general" }, { name: "quiet", bot: false }, { name: "shared", is_ext_shared: true }],
  };

  test("a mention where the bot is not: Slack tells the person", async () => {
    await using bot = await scripted([200], options);
    expect((await bot.slack.mention("alice", "quiet", "hello")).notice).toBe("@kubemate is not in this channel.");
    expect(bot.received).toHaveLength(0);
  });

  test("an ordinary message is for people", async () => {
    await using bot = await scripted([200], options);
    for (const channel of ["general", "quiet"]) {
      expect((await bot.slack.says("alice", channel, "lunch?")).notice).toBeUndefined();
    }
    expect(bot.received).toHaveLength(0);
  });

  test("a stranger can mention, but has no slash commands", async () => {
    await using bot = await scripted([200], options);
    expect((await bot.slack.slash("mallory", "shared", "/k8s")).notice).toBe("/k8s is not a valid command.");
    await bot.slack.mention("mallory", "shared", "hello");
    expect(JSON.parse(bot.received[0]?.body ?? "")).toMatchObject({
      team_id: "T0LOCAL",
      is_ext_shared_channel: true,
      event: { type: "app_mention", user: "U0MALLORY", team: "T0OTHER" },
    });
  });

  test("a command that the app does not have, and any command in a thread", async () => {
    await using bot = await scripted([200], options);
    const line = { user: "alice", channel: "general" };
    expect((await bot.slack.types({ ...line, text: "/deploy" })).notice).toBe("/deploy is not a valid command.");
    const inThread = await bot.slack.types({ ...line, text: "/k8s get pods", thread_ts: "1.0" });
    expect(inThread.notice).toBe("/k8s is not supported in threads. Sorry!");
    expect(bot.received).toHaveLength(0);
    const heard = await bot.slack.types({ ...line, text: "/k8s get pods" });
    expect([heard.ack.ok, heard.notice]).toEqual([true, undefined]);
  });

  test("typed text arrives as Slack writes it", async () => {
    await using bot = await scripted([200], options);
    await bot.slack.mention("alice", "general", "a < b & see https://example.com #general @alice @nobody");
    const text = "<@U0BOT> a &lt; b &amp; see <https://example.com> <#C0GENERAL|general> <@U0ALICE> @nobody";
    expect(JSON.parse(bot.received[0]?.body ?? "").event.text).toBe(text);
    await bot.slack.slash("alice", "general", "/k8s", "query a < 5");
    expect(new URLSearchParams(bot.received[1]?.body).get("text")).toBe("query a &lt; 5");
  });
});

test("the same delivery can come twice, with the same ids", async () => {
  await using bot = await scripted([200]);
  await bot.slack.mention("alice", "general", "hello");
  await bot.slack.repeat();
  expect(bot.received.map(eventId)[1]).toBe(bot.received.map(eventId)[0]);
  expect(retries(bot.received)[1]).toEqual(["1", "http_timeout"]);
});

test("a request URL is verified, and a real app hears that events were dropped without harm", async () => {
  await using bench = await withApp(() => {});
  expect(await bench.slack.verifyUrl()).toBe(true);
  await using bot = await scripted([200]);
  await bot.slack.dropEvents();
  expect(JSON.parse(bot.received[0]?.body ?? "")).toMatchObject({ type: "app_rate_limited", team_id: "T0LOCAL" });
});
