import type { App } from "@slack/bolt";
import { describe, expect, test } from "vitest";
import type { Message } from "../../../src/playground/slack/index.ts";
import { withApp } from "./app.ts";
import { actions, button, input, plain, section, x } from "./data/block-limits.ts";

type Payload = Record<string, unknown>;

const options = [
  { text: plain("Three"), value: "3" },
  { text: plain("Five"), value: "5" },
];

/** An app that posts these blocks when called, and keeps every interaction that it is sent. */
async function posting(blocks: object[], listen: (app: App) => void = () => {}) {
  const got: Payload[] = [];
  const bench = await withApp((app) => {
    app.use(async ({ body, next }) => {
      if (body.type) got.push(body as unknown as Payload);
      await next();
    });
    app.action(/./, async ({ ack }) => ack());
    app.shortcut(/./, async ({ ack }) => ack());
    listen(app);
  });
  await bench.client.apiCall("chat.postMessage", { channel: "C0GENERAL", text: "x", blocks });
  const [message] = bench.slack.messages("general");
  return {
    slack: bench.slack,
    client: bench.client,
    got,
    message: message as Message,
    [Symbol.asyncDispose]: () => bench[Symbol.asyncDispose](),
  };
}

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
      { type: "datepicker", action_id: "when" },
      { type: "multi_static_select", action_id: "what", options },
      { type: "checkboxes", action_id: "which", options },
    ];
    await using bench = await posting([actions(...elements)]);
    const { slack, message, got } = bench;
    await slack.choose("alice", message, "who", "bob");
    await slack.choose("alice", message, "when", "2026-01-05");
    await slack.choose("alice", message, "what", ["3", "5"]);
    await slack.choose("alice", message, "which", ["3"]);
    expect(got.flatMap((payload) => payload["actions"])).toMatchObject([
      { selected_user: "U0BOB" },
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

describe("a form", () => {
  const fields = [
    input({ type: "plain_text_input", action_id: "v", min_length: 2, max_length: 4 }, { block_id: "name" }),
    input(
      { type: "number_input", action_id: "v", is_decimal_allowed: false, min_value: "0", max_value: "9" },
      { block_id: "replicas", optional: true },
    ),
  ];
  const form = (more: object = {}) => ({
    type: "modal",
    callback_id: "f",
    title: plain("T"),
    submit: plain("Go"),
    blocks: fields,
    ...more,
  });

  async function opened(view: object, answer: object = {}) {
    const closed: Payload[] = [];
    const bench = await posting([actions(button({ action_id: "open" }))], (app) => {
      app.action("open", async ({ body, client }) => {
        if (body.type === "block_actions") await client.apiCall("views.open", { trigger_id: body.trigger_id, view });
      });
      app.view("f", async ({ ack }) => ack(answer as never));
      app.view({ callback_id: "f", type: "view_closed" }, async ({ ack, body }) => {
        closed.push(body as unknown as Payload);
        await ack();
      });
    });
    await bench.slack.press("alice", bench.message, "open");
    return {
      ...bench,
      closed,
      view: await bench.slack.waitForView("alice"),
      [Symbol.asyncDispose]: () => bench[Symbol.asyncDispose](),
    };
  }

  test.each([
    [{}, { name: "Please complete this required field." }],
    [{ name: "a" }, { name: "This entry needs at least 2 characters." }],
    [{ name: "abcde" }, { name: "This entry may have at most 4 characters." }],
    [{ name: "ab", replicas: "many" }, { replicas: "This entry has to be a number." }],
    [{ name: "ab", replicas: "1.5" }, { replicas: "This entry has to be a whole number." }],
    [{ name: "ab", replicas: "10" }, { replicas: "This entry has to be at most 9." }],
    [{ name: "ab", replicas: "-1" }, { replicas: "This entry has to be at least 0." }],
  ])("that is filled in with %o does not reach the bot", async (values, errors) => {
    await using bench = await opened(form());
    expect((await bench.slack.submit("alice", bench.view, values)).errors).toEqual(errors);
    expect(bench.got.map((payload) => payload["type"])).not.toContain("view_submission");
  });

  test("that is complete reaches the bot with its state, and closes", async () => {
    await using bench = await opened(form({ private_metadata: "m" }));
    await bench.slack.submit("alice", bench.view, { name: "web", replicas: 3 });
    expect(bench.got.at(-1)).toMatchObject({
      type: "view_submission",
      user: { id: "U0ALICE" },
      view: {
        id: bench.view.id,
        private_metadata: "m",
        state: { values: { name: { v: { type: "plain_text_input", value: "web" } }, replicas: { v: { value: "3" } } } },
      },
    });
    expect(bench.slack.openViews("alice")).toEqual([]);
  });

  test.each([
    ["errors for a field that is not there", { response_action: "errors", errors: { nowhere: "a" } }],
    ["an action that nobody knows", { response_action: "explode" }],
    ["a view that Slack refuses", { response_action: "update", view: form({ title: plain(x(25)) }) }],
  ])("that is answered with %s shows that something went wrong", async (_name, answer) => {
    await using bench = await opened(form(), answer);
    const { notice } = await bench.slack.submit("alice", bench.view, { name: "web" });
    expect(notice).toContain("We had some trouble connecting");
    expect(bench.slack.openViews("alice")).toHaveLength(1);
  });

  test("can be replaced, topped and cleared in the answer", async () => {
    const done = form({ title: plain("Done") });
    await using replaced = await opened(form(), { response_action: "update", view: done });
    await replaced.slack.submit("alice", replaced.view, { name: "web" });
    expect(replaced.slack.openViews("alice")).toMatchObject([{ id: replaced.view.id, title: { text: "Done" } }]);
    await using topped = await opened(form(), { response_action: "push", view: done });
    await topped.slack.submit("alice", topped.view, { name: "web" });
    expect(topped.slack.openViews("alice")).toHaveLength(2);
    await using cleared = await opened(form(), { response_action: "clear" });
    await cleared.slack.submit("alice", cleared.view, { name: "web" });
    expect(cleared.slack.openViews("alice")).toEqual([]);
  });

  test("that is closed tells the bot only where it asked for that", async () => {
    await using told = await opened(form({ notify_on_close: true }));
    await told.slack.closeView("alice", told.view);
    expect(told.closed).toMatchObject([{ type: "view_closed", is_cleared: false, view: { callback_id: "f" } }]);
    await using silent = await opened(form());
    await silent.slack.closeView("alice", silent.view);
    expect(silent.closed).toEqual([]);
  });

  test("speaks before it is submitted only where a field says so", async () => {
    const loud = input({ type: "plain_text_input", action_id: "v" }, { block_id: "loud", dispatch_action: true });
    await using bench = await opened(form({ blocks: [...fields, loud] }));
    const before = bench.got.length;
    await bench.slack.choose("alice", bench.view, "name", "web");
    expect(bench.got).toHaveLength(before);
    await bench.slack.choose("alice", bench.view, "loud", "hey");
    expect(bench.got.at(-1)).toMatchObject({
      type: "block_actions",
      container: { type: "view", view_id: bench.view.id },
      actions: [{ action_id: "v", value: "hey" }],
      view: { state: { values: { name: { v: { value: "web" } }, loud: { v: { value: "hey" } } } } },
    });
  });
});

test("people wait for what comes, and read the transcript when it does not", async () => {
  await using bench = await posting([section("hello")]);
  await expect(bench.slack.until(() => false, 20)).rejects.toThrow(
    /in vain for \(\) => false\n(.|\n)*#general kubemate: hello/,
  );
  let noticed = 0;
  const stop = bench.slack.watch(() => (noticed += 1));
  await bench.slack.says("alice", "general", "hi");
  await bench.slack.until(() => noticed > 0);
  stop();
});
