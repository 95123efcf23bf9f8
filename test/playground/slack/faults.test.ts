import { describe, expect, test } from "vitest";
import { errorOf, stoppedClock, workbench } from "./app.ts";

const general = "C0GENERAL";

describe("faults", () => {
  test("a lost answer: the message is there, the caller does not know", async () => {
    await using bench = await workbench();
    const { client, slack } = bench;
    slack.faults.add("chat.postMessage", { lose: true });
    await expect(client.chat.postMessage({ channel: general, text: "a" })).rejects.toMatchObject({
      code: "slack_webapi_request_error",
    });
    expect(slack.messages("general")).toHaveLength(1);
    await client.chat.postMessage({ channel: general, text: "b" });
    expect(slack.messages("general")).toHaveLength(2);
  });

  test("an HTTP error: nothing has happened", async () => {
    await using bench = await workbench();
    const { client, slack } = bench;
    slack.faults.add("*", { status: 503, body: "<html>upstream</html>" });
    await expect(client.chat.postMessage({ channel: general, text: "a" })).rejects.toMatchObject({ statusCode: 503 });
    expect(slack.messages("general")).toHaveLength(0);
  });

  test("an error of Slack's, as often as said, for one method", async () => {
    await using bench = await workbench();
    const { client, slack } = bench;
    slack.faults.add("chat.postMessage", { error: "internal_error" }, 2);
    const post = () => errorOf(client.chat.postMessage({ channel: general, text: "a" }));
    expect(await errorOf(client.auth.test())).toBeUndefined();
    expect([await post(), await post(), await post()]).toEqual(["internal_error", "internal_error", undefined]);
  });

  test("429, with and without Retry-After", async () => {
    await using bench = await workbench();
    const { client, slack } = bench;
    slack.faults.add("auth.test", { retryAfter: 7 });
    slack.faults.add("auth.test", { retryAfter: null });
    await expect(client.auth.test()).rejects.toMatchObject({ code: "slack_webapi_rate_limited_error", retryAfter: 7 });
    await expect(client.auth.test()).rejects.toThrow("Retry header");
  });

  test("a delay can be waited for and cleared", async () => {
    await using bench = await workbench();
    bench.slack.faults.add("auth.test", { delay: 1 }, Infinity);
    expect(await errorOf(bench.client.auth.test())).toBeUndefined();
    bench.slack.faults.clear();
    expect(await errorOf(bench.client.auth.test())).toBeUndefined();
  });
});

describe("rate limits", () => {
  const tooMany = { code: "slack_webapi_rate_limited_error" };

  test("are off until switched on", async () => {
    await using bench = await workbench();
    for (let count = 0; count < 60; count += 1) await bench.client.usergroups.list();
  });

  test.each([
    ["usergroups.list", 20, {}],
    ["chat.update", 50, { channel: general, ts: "1.0", text: "a" }],
    ["chat.postEphemeral", 100, { channel: general, user: "U0ALICE", text: "a" }],
  ] as const)("%s: %i a minute, and the next after the minute", async (method, allowed, args) => {
    const clock = stoppedClock();
    await using bench = await workbench({ clock, rateLimits: true });
    const call = () => bench.client.apiCall(method, args);
    for (let count = 0; count < allowed; count += 1) await errorOf(call());
    clock.advance(20_000);
    await expect(call()).rejects.toMatchObject({ ...tooMany, retryAfter: 40 });
    await bench.client.auth.test();
    clock.advance(40_000);
    expect(await errorOf(call())).not.toBe("ratelimited");
  });

  test("one message a second and channel, after a short burst", async () => {
    const clock = stoppedClock();
    await using bench = await workbench({ clock, rateLimits: true });
    const { client } = bench;
    const post = (channel = general) => client.chat.postMessage({ channel, text: "a" });
    for (let count = 0; count < 4; count += 1) await post();
    await expect(post()).rejects.toMatchObject(tooMany);
    await post("C0OPS");
    for (let count = 0; count < 20; count += 1) {
      clock.advance(1000);
      await errorOf(post().catch(() => undefined));
    }
    expect(bench.slack.messages("general").length).toBeLessThanOrEqual(4 + 20);
  });
});
