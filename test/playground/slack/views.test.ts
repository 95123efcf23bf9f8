import { describe, expect, test } from "vitest";
import { errorOf, refusalOf, stoppedClock, withApp } from "./app.ts";
import { input, plain, section, times, x } from "./data/block-limits.ts";

const modal = (more: object = {}) => ({ type: "modal", title: plain("Title"), blocks: [section("hello")], ...more });

/** An app that collects the trigger ids it is given. */
async function triggers(options: Parameters<typeof withApp>[1] = {}) {
  const given: string[] = [];
  const bench = await withApp((app) => {
    app.command("/k8s", async ({ ack, command }) => {
      given.push(command.trigger_id);
      await ack();
    });
    app.view("again", async ({ ack, body }) => {
      if (body.type === "view_submission") given.push(body.trigger_id);
      await ack({ response_action: "errors", errors: { name: "Once more." } });
    });
  }, options);
  const trigger = async () => {
    await bench.slack.slash("alice", "general", "/k8s");
    return given.at(-1) ?? "";
  };
  const open = async (view: object) => bench.client.apiCall("views.open", { trigger_id: await trigger(), view });
  return { ...bench, given, trigger, open };
}

describe("trigger ids", () => {
  test("last three seconds and one use", async () => {
    const clock = stoppedClock();
    await using bench = await triggers({ clock });
    const { client, trigger } = bench;
    const open = (trigger_id: string) => errorOf(client.apiCall("views.open", { trigger_id, view: modal() }));
    const first = await trigger();
    clock.advance(3000);
    expect(await open(first)).toBeUndefined();
    expect(await open(first)).toBe("exchanged_trigger_id");
    const second = await trigger();
    clock.advance(3001);
    expect(await open(second)).toBe("expired_trigger_id");
    expect(await open("1.2.3")).toBe("invalid_trigger_id");
  });

  test("are not spent on a view that is refused", async () => {
    await using bench = await triggers();
    const trigger_id = await bench.trigger();
    const open = (view: object) => errorOf(bench.client.apiCall("views.open", { trigger_id, view }));
    expect(await open(modal({ title: plain(x(25)) }))).toBe("invalid_arguments");
    expect(await open(modal())).toBeUndefined();
  });
});

describe("a view", () => {
  test.each([
    [
      "title",
      24,
      (n: number) => ({ title: plain(x(n)) }),
      "must be less than 25 characters [json-pointer:/view/title/text]",
    ],
    [
      "submit",
      24,
      (n: number) => ({ submit: plain(x(n)) }),
      "must be less than 25 characters [json-pointer:/view/submit/text]",
    ],
    [
      "close",
      24,
      (n: number) => ({ close: plain(x(n)) }),
      "must be less than 25 characters [json-pointer:/view/close/text]",
    ],
    [
      "private_metadata",
      3000,
      (n: number) => ({ private_metadata: x(n) }),
      "must be less than 3001 characters [json-pointer:/view/private_metadata]",
    ],
    [
      "callback_id",
      255,
      (n: number) => ({ callback_id: x(n) }),
      "must be less than 256 characters [json-pointer:/view/callback_id]",
    ],
    [
      "external_id",
      255,
      (n: number) => ({ external_id: x(n) }),
      "must be less than 256 characters [json-pointer:/view/external_id]",
    ],
    [
      "blocks",
      100,
      (n: number) => ({ blocks: times(n, () => ({ type: "divider" })) }),
      "no more than 100 items allowed [json-pointer:/view/blocks]",
    ],
  ])("%s: %i is allowed, one more is not", async (_name, max, more, complaint) => {
    await using bench = await triggers();
    expect(await refusalOf(bench.open(modal(more(max))))).toBeUndefined();
    expect(await refusalOf(bench.open(modal(more(max + 1))))).toMatchObject({
      error: "invalid_arguments",
      response_metadata: { messages: [`[ERROR] ${complaint}`] },
    });
  });

  test("of 250,000 bytes is allowed, of one more is not", async () => {
    await using bench = await triggers();
    const sized = (bytes: number) => {
      const view = (fill: number) => modal({ blocks: times(100, (index) => section(x(index === 0 ? fill : 2440))) });
      return view(1 + bytes - JSON.stringify(view(1)).length);
    };
    expect(await errorOf(bench.open(sized(250_000)))).toBeUndefined();
    expect(await errorOf(bench.open(sized(250_001)))).toBe("view_too_large");
  });

  test.each([
    [
      "with inputs and no submit",
      modal({ blocks: [input({ type: "plain_text_input" })] }),
      "missing required field: submit [json-pointer:/view]",
    ],
    [
      "with a table",
      modal({ blocks: [{ type: "table", rows: [[{ type: "raw_text", text: "a" }]] }] }),
      "unsupported type [json-pointer:/view/blocks/0/type]",
    ],
    ["without a title", modal({ title: undefined }), "missing required field: title [json-pointer:/view]"],
    ["that is a home tab", { type: "home", blocks: [] }, "must be a modal [json-pointer:/view/type]"],
    [
      "with the same block_id twice",
      modal({
        blocks: [
          { type: "divider", block_id: "a" },
          { type: "divider", block_id: "a" },
        ],
      }),
      "block_id `a` already exists [json-pointer:/view/blocks/1/block_id]",
    ],
  ])("%s is refused", async (_name, view, complaint) => {
    await using bench = await triggers();
    expect(await refusalOf(bench.open(view))).toMatchObject({ error: "invalid_arguments", errors: [complaint] });
  });
});

describe("an open modal", () => {
  test("is updated by id or external id, under its hash", async () => {
    await using bench = await triggers();
    const { client, slack } = bench;
    await bench.open(modal({ external_id: "mine" }));
    const [view] = slack.openViews("alice");
    const update = (args: object) =>
      errorOf(client.apiCall("views.update", { view: modal({ external_id: "mine" }), ...args }));
    expect(await update({ view_id: view?.id, hash: view?.hash })).toBeUndefined();
    expect(await update({ view_id: view?.id, hash: view?.hash })).toBe("hash_conflict");
    expect(await update({ external_id: "mine" })).toBeUndefined();
    expect(await update({ view_id: "V0NONE" })).toBe("not_found");
    expect(await update({ external_id: "another" })).toBe("not_found");
    expect(await errorOf(bench.open(modal({ external_id: "mine" })))).toBe("duplicate_external_id");
  });

  test("can no longer be updated once it is closed", async () => {
    await using bench = await triggers();
    await bench.open(modal());
    const view = await bench.slack.waitForView("alice");
    await bench.slack.closeView("alice", view);
    const update = bench.client.apiCall("views.update", { view_id: view.id, view: modal() });
    expect(await errorOf(update)).toBe("not_found");
  });

  test("carries at most two more on top", async () => {
    await using bench = await triggers();
    const { client, given, slack } = bench;
    const form = modal({
      callback_id: "again",
      submit: plain("Go"),
      blocks: [input({ type: "plain_text_input" }, { block_id: "name" })],
    });
    await bench.open(form);
    const push = async () => {
      await slack.submit("alice", await slack.waitForView("alice"), { name: "x" });
      return errorOf(client.apiCall("views.push", { trigger_id: given.at(-1), view: form }));
    };
    expect(await push()).toBeUndefined();
    expect(await push()).toBeUndefined();
    expect(await push()).toBe("push_limit_reached");
    const [root, , top] = slack.openViews("alice");
    expect(top).toMatchObject({ root_view_id: root?.id });
  });

  test("keeps what was typed across an update", async () => {
    await using bench = await triggers();
    const { client, slack } = bench;
    const field = input({ type: "plain_text_input", action_id: "value" }, { block_id: "name" });
    const form = modal({ callback_id: "again", submit: plain("Go"), blocks: [field] });
    await bench.open(form);
    const view = await slack.waitForView("alice");
    await slack.submit("alice", view, { name: "typed" });
    await client.apiCall("views.update", { view_id: view.id, view: { ...form, blocks: [section("new"), field] } });
    expect(slack.openViews("alice")[0]?.state.values).toMatchObject({ name: { value: { value: "typed" } } });
  });
});

test("a home tab is published for a person", async () => {
  await using bench = await triggers();
  const { client, slack } = bench;
  const view = { type: "home", blocks: [section("home")] };
  const publish = (user_id: string, hash?: string) => errorOf(client.apiCall("views.publish", { user_id, view, hash }));
  expect(await publish("U0ALICE")).toBeUndefined();
  expect(await publish("U0ALICE", slack.homeView("alice")?.hash)).toBeUndefined();
  expect(await publish("U0ALICE", "an older one")).toBe("hash_conflict");
  expect(slack.homeView("alice")).toMatchObject({ type: "home", blocks: [{ text: { text: "home" } }] });
  expect(await publish("U0NOBODY")).toBe("user_not_found");
});
