import { describe, expect, test } from "vitest";
import { posting } from "./app.ts";
import { actions, button, plain, section, x } from "./data/block-limits.ts";

const options = [
  { text: plain("Three"), value: "3" },
  { text: plain("Five"), value: "5" },
];

describe("a press", () => {
  test("tells the bot who pressed what, where", async () => {
    const value = { action_id: "scale", value: "opaque", style: "primary" };
    await using bench = await posting([{ ...actions(button(value)), block_id: "b" }]);
    await bench.slack.press("bob", bench.message, "Go");
    expect(bench.got[0]).toMatchObject({
      type: "block_actions",
      user: { id: "U0BOB", username: "bob", team_id: "T0LOCAL" },
      team: { id: "T0LOCAL" },
      channel: { id: "C0GENERAL", name: "general" },
      container: { type: "message", message_ts: bench.message.ts, is_ephemeral: false },
      message: { ts: bench.message.ts, text: "x" },
      actions: [{ type: "button", action_id: "scale", block_id: "b", value: "opaque", text: { text: "Go" } }],
      response_url: expect.stringContaining(`${bench.slack.url}/actions/`),
      trigger_id: expect.any(String),
    });
  });

  test("on an ephemeral message brings no copy of it", async () => {
    await using bench = await posting([section("x")]);
    const blocks = [actions(button({ action_id: "a" }))];
    await bench.client.apiCall("chat.postEphemeral", { channel: "C0GENERAL", user: "U0ALICE", text: "x", blocks });
    const [message] = bench.slack.ephemerals("alice");
    if (!message) throw new Error("not posted");
    await bench.slack.press("alice", message, "a");
    expect(bench.got[0]).toMatchObject({ container: { is_ephemeral: true } });
    expect(bench.got[0]).not.toHaveProperty("message");
    await expect(bench.slack.press("bob", message, "a")).rejects.toThrow("bob does not see that message");
  });

  test("needs a button that is there, for somebody who is there", async () => {
    await using bench = await posting([
      actions(button({ action_id: "a" }), button({ action_id: "b", text: plain("Go") })),
    ]);
    const { slack, message } = bench;
    slack.directory.addUser({ name: "carol" });
    await expect(slack.press("alice", message, "Stop")).rejects.toThrow(
      "Nothing here is called “Stop”. There is: “Go”",
    );
    await expect(slack.press("alice", message, "Go")).rejects.toThrow("More than one thing");
    await expect(slack.press("carol", message, "a")).rejects.toThrow("carol is not in #general");
    await bench.client.chat.update({ channel: "C0GENERAL", ts: message.ts, text: "no buttons" });
    await expect(slack.press("alice", message, "a")).rejects.toThrow("nothing to press");
    await bench.client.chat.delete({ channel: "C0GENERAL", ts: message.ts });
    await expect(slack.press("alice", message, "a")).rejects.toThrow("gone");
  });
});

describe("a choice", () => {
  test("from a menu in a message is sent at once, and remembered as state", async () => {
    const menu = { type: "static_select", action_id: "replicas", placeholder: plain("Replicas"), options };
    await using bench = await posting([{ ...actions(menu, button({ action_id: "go" })), block_id: "b" }]);
    await bench.slack.press("alice", bench.message, "go");
    expect(bench.got.pop()).toMatchObject({ state: { values: { b: { replicas: { selected_option: null } } } } });
    await bench.slack.choose("alice", bench.message, "Replicas", "Five");
    expect(bench.got[0]).toMatchObject({ actions: [{ type: "static_select", selected_option: options[1] }] });
    await bench.slack.press("alice", bench.message, "go");
    expect(bench.got[1]).toMatchObject({ state: { values: { b: { replicas: { selected_option: { value: "5" } } } } } });
    await expect(bench.slack.choose("alice", bench.message, "Replicas", "Nine")).rejects.toThrow("no option “Nine”");
  });

  test("from an overflow menu", async () => {
    await using bench = await posting([
      { ...section("web"), accessory: { type: "overflow", action_id: "more", options } },
    ]);
    await bench.slack.choose("alice", bench.message, "more", "3");
    expect(bench.got[0]).toMatchObject({ actions: [{ type: "overflow", selected_option: { value: "3" } }] });
  });

  test("of people, dates and several things at once", async () => {
    const elements = [
      { type: "users_select", action_id: "who" },
      { type: "channels_select", action_id: "where" },
      { type: "datepicker", action_id: "when" },
      { type: "multi_static_select", action_id: "what", options },
      { type: "checkboxes", action_id: "which", options },
    ];
    await using bench = await posting([actions(...elements)]);
    const { slack, message, got } = bench;
    await slack.choose("alice", message, "who", "bob");
    await slack.choose("alice", message, "where", "#general");
    await slack.choose("alice", message, "when", "2026-01-05");
    await slack.choose("alice", message, "what", ["3", "5"]);
    await slack.choose("alice", message, "which", ["3"]);
    expect(got.flatMap((payload) => payload["actions"])).toMatchObject([
      { selected_user: "U0BOB" },
      { selected_channel: "C0GENERAL" },
      { selected_date: "2026-01-05" },
      { selected_options: options },
      { selected_options: [options[0]] },
    ]);
  });
});

describe("a menu that asks the bot", () => {
  const menu = { type: "external_select", action_id: "pod", placeholder: plain("Pod"), min_query_length: 0 };
  const offering = (answer: object) =>
    posting([actions(menu)], (app) => app.options("pod", async ({ ack }) => ack(answer as never)));

  test("offers what the bot loads for what is typed", async () => {
    await using bench = await offering({ options });
    const { options: offered } = await bench.slack.suggestions("alice", bench.message, "pod", "th");
    expect(offered).toEqual(options);
    expect(bench.got[0]).toMatchObject({
      type: "block_suggestion",
      action_id: "pod",
      value: "th",
      message: { text: "x" },
    });
    await bench.slack.choose("alice", bench.message, "pod", "Three");
    expect(bench.got.at(-1)).toMatchObject({ actions: [{ type: "external_select", selected_option: options[0] }] });
  });

  test("offers groups too", async () => {
    await using bench = await offering({ option_groups: [{ label: plain("Pods"), options }] });
    expect((await bench.slack.suggestions("alice", bench.message, "pod", "")).options).toEqual(options);
  });

  test("offers a hundred, and not one more; each may be 75 characters long", async () => {
    const many = (count: number, length = 1) =>
      Array.from({ length: count }, (_, index) => ({ text: plain(x(length)), value: `${index}` }));
    await using bench = await offering({ options: many(100, 75) });
    expect((await bench.slack.suggestions("alice", bench.message, "pod", "")).options).toHaveLength(100);
    await using tooMany = await offering({ options: many(101) });
    expect((await tooMany.slack.suggestions("alice", tooMany.message, "pod", "")).notice).toContain(
      "no more than 100 items",
    );
    const groups = many(101).map((one) => ({ label: plain("g"), options: [one] }));
    await using tooManyGroups = await offering({ option_groups: groups });
    const { notice } = await tooManyGroups.slack.suggestions("alice", tooManyGroups.message, "pod", "");
    expect(notice).toContain("no more than 100 items");
    await using tooLong = await offering({ options: many(1, 76) });
    expect((await tooLong.slack.suggestions("alice", tooLong.message, "pod", "")).notice).toContain("less than 76");
  });
});

test("there is no shortcut on what only one person sees", async () => {
  await using bench = await posting([section("x")]);
  await bench.client.chat.postEphemeral({ channel: "C0GENERAL", user: "U0ALICE", text: "psst" });
  const [message] = bench.slack.ephemerals("alice");
  if (!message) throw new Error("not posted");
  await expect(bench.slack.messageShortcut("alice", message, "run_here")).rejects.toThrow("no shortcuts");
});

test("a shortcut on a message brings the message", async () => {
  await using bench = await posting([section("alert")]);
  await bench.slack.messageShortcut("alice", bench.message, "run_here");
  expect(bench.got[0]).toMatchObject({
    type: "message_action",
    callback_id: "run_here",
    message_ts: bench.message.ts,
    message: { text: "x" },
    channel: { id: "C0GENERAL" },
    response_url: expect.any(String),
    trigger_id: expect.any(String),
  });
});
