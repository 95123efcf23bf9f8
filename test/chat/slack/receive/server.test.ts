import { connect } from "node:net";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { reply } from "../../../../src/core/reply.ts";
import { say } from "../../../../src/core/text.ts";
import { startBot, type TestBot } from "../bot.ts";

let bot: TestBot;
beforeAll(async () => {
  bot = await startBot(() => reply.info(say`heard`));
});
beforeEach(() => void bot.asked.splice(0));
afterAll(() => bot.close());

const FORM = "application/x-www-form-urlencoded";
const slash = (text = "whoami") =>
  new URLSearchParams({
    team_id: "T1",
    user_id: "U1",
    channel_id: "C1",
    command: "/k8s",
    text,
    response_url: "https://hooks.slack.com/x",
    trigger_id: "1",
  }).toString();
const send = (body: string, { type = FORM, headers = bot.slack.signed(body), url = bot.url, method = "POST" } = {}) =>
  fetch(url, { method, headers: { "content-type": type, ...headers }, ...(method === "POST" && { body }) });

test("there is one door, and it only opens for POST", async () => {
  expect((await send(slash(), { url: bot.url.replace("/slack/events", "/") })).status).toBe(404);
  const get = await send("", { method: "GET" });
  expect([get.status, get.headers.get("allow")]).toEqual([405, "POST"]);
  expect(bot.asked).toEqual([]);
});

test("a charset is no reason to refuse, another kind of body is", async () => {
  expect((await send(slash(), { type: `${FORM}; charset=utf-8` })).status).toBe(200);
  expect((await send(slash(), { type: `${FORM}; charset=utf-7` })).status).toBe(415);
  expect((await send(slash(), { type: "text/plain" })).status).toBe(415);
  expect((await send("not json", { type: "application/json" })).status).toBe(400);
  await bot.slack.until(() => bot.asked.length === 1);
});

test("Slack may check that the address is ours", async () => {
  expect(await bot.slack.verifyUrl()).toBe(true);
});

const payload = encodeURIComponent(
  JSON.stringify({
    type: "block_actions",
    team: { id: "T1" },
    user: { id: "U1" },
    actions: [{ action_id: "run:0", type: "button", value: '{"command":"scale","args":{}}' }],
  }),
);
const event = JSON.stringify({
  type: "event_callback",
  team_id: "T1",
  event_id: "Ev1",
  event: { type: "app_mention", user: "U1", channel: "C1", text: "<@U0> delete everything", ts: "1.1" },
});

test.each([
  ["ssl_check with a payload (slackapi/bolt-js#2897)", FORM, `ssl_check=1&payload=${payload}`],
  ["ssl_check with a command", FORM, `ssl_check=1&${slash("delete pod web")}`],
  ["ssl_check=0 (slackapi/bolt-js#2899)", FORM, `ssl_check=0&payload=${payload}`],
  ["ssl_check=true", FORM, `ssl_check=true&payload=${payload}`],
  ["ssl_check twice", FORM, `ssl_check=1&ssl_check=0&payload=${payload}`],
  ["ssl_check in JSON", "application/json", event.replace("{", '{"ssl_check":"1",')],
  ["no signature at all", "application/json", event],
  ["nothing", FORM, ""],
])("unsigned: %s", async (_, type, body) => {
  expect((await send(body, { type, headers: {} })).status).toBe(401);
  expect(bot.asked).toEqual([]);
});

test("the signature of one body does not open the door for another, nor an empty secret", async () => {
  const headers = bot.slack.signed(slash());
  expect((await send(slash("delete pod web"), { headers })).status).toBe(401);
  const { createHmac } = await import("node:crypto");
  const timestamp = String(Math.floor(Date.now() / 1000));
  const empty = createHmac("sha256", "").update(`v0:${timestamp}:${slash()}`).digest("hex");
  expect(
    (await send(slash(), { headers: { "x-slack-request-timestamp": timestamp, "x-slack-signature": `v0=${empty}` } }))
      .status,
  ).toBe(401);
  expect(bot.asked).toEqual([]);
});

test.each([-301, 301])("a request that is %i seconds away is refused", async (seconds) => {
  expect((await send(slash(), { headers: bot.slack.signed(slash(), Date.now() + seconds * 1000) })).status).toBe(401);
});

test("fifty replays of a captured request have one effect, and each gets an answer", async () => {
  const body = slash("scale web 3");
  const headers = bot.slack.signed(body);
  const all = await Promise.all(Array.from({ length: 50 }, () => send(body, { headers })));
  expect(new Set(all.map(({ status }) => status))).toEqual(new Set([200]));
  await send(slash("after"));
  await bot.slack.until(() => bot.asked.some(({ input }) => input === "after"));
  expect(bot.asked.filter(({ input }) => input === "scale web 3")).toHaveLength(1);
});

test("a body beyond 256 KiB is refused before it is read, announced or not", async () => {
  expect((await send(slash("x".repeat(270_000)))).status).toBe(413);
  const port = Number(new URL(bot.url).port);
  const answer = await new Promise<string>((resolve) => {
    const socket = connect(port, "127.0.0.1");
    let text = "";
    socket
      .on("data", (chunk) => (text += String(chunk)))
      .on("close", () => resolve(text))
      .on("error", () => resolve(text));
    socket.write(
      `POST /slack/events HTTP/1.1\r\nhost: x\r\ncontent-type: ${FORM}\r\ntransfer-encoding: chunked\r\n\r\n`,
    );
    for (let i = 0; i < 20; i += 1) socket.write(`8000\r\n${"x".repeat(0x8000)}\r\n`);
  });
  expect(answer).toMatch(/^HTTP\/1.1 413/);
});

test("headers beyond 16 KiB are refused", async () => {
  expect(
    (await send(slash(), { headers: { ...bot.slack.signed(slash()), "x-padding": "x".repeat(20_000) } })).status,
  ).toBe(431);
});

test("what nobody listens to is acknowledged all the same", async () => {
  const body = `payload=${encodeURIComponent(JSON.stringify({ type: "view_closed", team: { id: "T1" }, user: { id: "U1" }, view: { id: "V1", callback_id: "other" } }))}`;
  expect((await send(body)).status).toBe(200);
});
