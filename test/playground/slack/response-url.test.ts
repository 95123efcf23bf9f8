import { describe, expect, test } from "vitest";
import type { LocalSlackOptions } from "../../../src/playground/slack/index.ts";
import { stoppedClock, withApp } from "./app.ts";
import { actions, button, section, x } from "./data/block-limits.ts";

/** An app whose command posts a button and which keeps the response URLs that it is given. */
async function urls(options: LocalSlackOptions = {}) {
  const given: string[] = [];
  const bench = await withApp((app) => {
    app.command("/k8s", async ({ ack, command }) => {
      given.push(command.response_url);
      await ack();
    });
    app.action("press", async ({ ack, body }) => {
      if (body.type === "block_actions") given.push(body.response_url);
      await ack();
    });
  }, options);
  const { slack } = bench;
  const offer = { text: "offer", blocks: [actions(button({ action_id: "press" }))] };
  return {
    slack,
    client: bench.client,
    [Symbol.asyncDispose]: () => bench[Symbol.asyncDispose](),
    offer,
    /** The URL of a fresh slash command. */
    async fromCommand(channel = "general") {
      await slack.slash("alice", channel, "/k8s");
      return given.at(-1) ?? "";
    },
    /** The URL of a press on a fresh message of everybody's, or of alice's own. */
    async fromPress(kind: "message" | "ephemeral" = "message", content: object = offer) {
      if (kind === "message") await bench.client.apiCall("chat.postMessage", { channel: "C0GENERAL", ...content });
      else await bench.client.apiCall("chat.postEphemeral", { channel: "C0GENERAL", user: "U0ALICE", ...content });
      const message = await slack.until(() =>
        (kind === "message" ? slack.messages("general") : slack.ephemerals("alice")).at(-1),
      );
      await slack.press("alice", message, "press");
      return { url: given.at(-1) ?? "", message };
    },
  };
}

async function post(url: string, body: object): Promise<[status: number, error: string | undefined]> {
  const headers = { "content-type": "application/json" };
  const response = await fetch(url, { method: "POST", headers, body: JSON.stringify(body) });
  const { error } = (await response.json()) as { error?: string };
  return [response.status, error];
}

describe("a response_url", () => {
  test("is good for five answers", async () => {
    await using bench = await urls();
    const url = await bench.fromCommand();
    for (let use = 0; use < 5; use += 1) expect(await post(url, { text: `${use}` })).toEqual([200, undefined]);
    expect(await post(url, { text: "6" })).toEqual([404, "used_url"]);
    expect(bench.slack.ephemerals("alice")).toHaveLength(5);
  });

  test("is good for thirty minutes", async () => {
    const clock = stoppedClock();
    await using bench = await urls({ clock });
    const url = await bench.fromCommand();
    clock.advance(30 * 60_000);
    expect(await post(url, { text: "in time" })).toEqual([200, undefined]);
    clock.advance(1);
    expect(await post(url, { text: "too late" })).toEqual([404, "expired_url"]);
  });

  test("cannot be invented", async () => {
    await using bench = await urls();
    expect(await post(`${bench.slack.url}/commands/T0LOCAL/1/2`, { text: "a" })).toEqual([404, "no_service"]);
  });

  test("is spent by a refused message too, and refuses what chat.postMessage refuses", async () => {
    await using bench = await urls();
    const url = await bench.fromCommand();
    expect(await post(url, { text: "a", blocks: [section(x(3001))] })).toEqual([400, "invalid_blocks"]);
    expect(await post(url, {})).toEqual([400, "no_text"]);
    expect(bench.slack.requests.at(-1)).toMatchObject({ method: "response_url", status: 400, error: "no_text" });
  });

  test("speaks where the bot has not been invited", async () => {
    await using bench = await urls({ channels: [{ name: "general", bot: false }] });
    const url = await bench.fromCommand();
    expect(await post(url, { text: "to all", response_type: "in_channel" })).toEqual([200, undefined]);
    expect(bench.slack.messages("general").map((message) => message.text)).toEqual(["to all"]);
  });
});

test("an answer to a press in a thread goes to the channel, unless it names the thread", async () => {
  await using bench = await urls();
  const { slack, client, offer } = bench;
  const { ts: thread = "" } = await client.chat.postMessage({ channel: "C0GENERAL", text: "thread" });
  const { url } = await bench.fromPress("message", { ...offer, thread_ts: thread });
  const say = (more: object) => post(url, { text: "a", replace_original: false, response_type: "in_channel", ...more });
  expect([await say({}), await say({ thread_ts: thread })]).toEqual([
    [200, undefined],
    [200, undefined],
  ]);
  expect(slack.messages("general", { thread })).toHaveLength(3);
  expect(slack.messages("general")).toHaveLength(4);
});

describe("the response_url of a slash command", () => {
  test("cannot replace what an earlier answer said", async () => {
    await using bench = await urls();
    const url = await bench.fromCommand();
    await post(url, { text: "working on it" });
    await post(url, { text: "done", replace_original: true });
    const texts = bench.slack.ephemerals("alice").map((message) => message.text);
    expect(texts).toEqual(["working on it", "done"]);
    expect(await post(url, { delete_original: true })).toEqual([400, "invalid_payload"]);
  });
});

describe.each(["message", "ephemeral"] as const)("the response_url of a press on a %s", (kind) => {
  test("replaces it, takes it away, or leaves it", async () => {
    await using bench = await urls();
    const { slack } = bench;
    const find = (ts: string) =>
      [...slack.messages("general"), ...slack.ephemerals("alice")].find((it) => it.ts === ts);
    const { url, message } = await bench.fromPress(kind);
    expect(await post(url, { text: "beside it", replace_original: false })).toEqual([200, undefined]);
    expect(find(message.ts)?.text).toBe("offer");
    expect(slack.ephemerals("alice").at(-1)?.text).toBe("beside it");
    expect(await post(url, { text: "in its place", replace_original: true })).toEqual([200, undefined]);
    expect(find(message.ts)).toMatchObject({ text: "in its place" });
    expect(find(message.ts)?.blocks).toBeUndefined();
    expect(await post(url, { text: "there by default", response_type: "ephemeral" })).toEqual([200, undefined]);
    expect(find(message.ts)?.text).toBe("there by default");
    expect(await post(url, { delete_original: true, text: "and a word" })).toEqual([400, "invalid_payload"]);
    expect(await post(url, { delete_original: true })).toEqual([200, undefined]);
    expect(find(message.ts)).toBeUndefined();
  });
});
