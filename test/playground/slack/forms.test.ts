import { expect, test } from "vitest";
import { type Payload, posting } from "./app.ts";
import { actions, button, input, plain, section, x } from "./data/block-limits.ts";

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
])("a form that is filled in with %o does not reach the bot", async (values, errors) => {
  await using bench = await opened(form());
  expect((await bench.slack.submit("alice", bench.view, values)).errors).toEqual(errors);
  expect(bench.got.map((payload) => payload["type"])).not.toContain("view_submission");
});

test.each([
  { name: "ab", replicas: "0" },
  { name: "abcd", replicas: "9" },
  { name: "abc", replicas: null },
])("a form that is filled in with %o just passes", async (values) => {
  await using bench = await opened(form());
  expect((await bench.slack.submit("alice", bench.view, values)).errors).toBeUndefined();
});

test("a form in which nothing is chosen does not reach the bot", async () => {
  const options = [{ text: plain("One"), value: "1" }];
  const choice = input({ type: "multi_static_select", action_id: "v", options }, { block_id: "some" });
  await using bench = await opened(form({ blocks: [...fields, section("to read"), choice] }));
  expect(bench.view.state.values).toMatchObject({
    name: { v: { value: null } },
    some: { v: { selected_options: [] } },
  });
  const submit = (some: string[]) => bench.slack.submit("alice", bench.view, { name: "web", some });
  expect((await submit([])).errors).toEqual({ some: "Please complete this required field." });
  expect((await submit(["1"])).errors).toBeUndefined();
});

test("a form that is complete reaches the bot with its state, and closes", async () => {
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
  ["errors for a text, which is no field", { response_action: "errors", errors: { text: "a" } }],
  ["no errors at all", { response_action: "errors", errors: {} }],
  ["errors of no shape", { response_action: "errors", errors: "a" }],
  ["an action that nobody knows", { response_action: "explode" }],
  ["a view that Slack refuses", { response_action: "update", view: form({ title: plain(x(25)) }) }],
])("a form that is answered with %s shows that something went wrong", async (_name, answer) => {
  await using bench = await opened(form({ blocks: [...fields, { ...section("a"), block_id: "text" }] }), answer);
  const { notice } = await bench.slack.submit("alice", bench.view, { name: "web" });
  expect(notice).toContain("We had some trouble connecting");
  expect(bench.slack.openViews("alice")).toHaveLength(1);
});

test("a form can be replaced, topped and cleared in the answer", async () => {
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

test("a form that is closed tells the bot only where it asked for that", async () => {
  await using told = await opened(form({ notify_on_close: true }));
  await told.slack.closeView("alice", told.view);
  expect(told.closed).toMatchObject([{ type: "view_closed", is_cleared: false, view: { callback_id: "f" } }]);
  await using silent = await opened(form());
  await silent.slack.closeView("alice", silent.view);
  expect(silent.closed).toEqual([]);
});

test("a form speaks before it is submitted only where a field says so", async () => {
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
