import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { blocksRefusal, type Workbench, workbench } from "./app.ts";
import { actions, button, input, limits, refused, section, table, times, x } from "./data/block-limits.ts";

let bench: Workbench;
beforeAll(async () => {
  bench = await workbench();
});
afterAll(() => bench[Symbol.asyncDispose]());

test.each(limits)("%s: %i is allowed, one more is not", async (_name, max, blocks, complaint) => {
  expect(await blocksRefusal(bench.client, blocks(max))).toBeUndefined();
  expect(await blocksRefusal(bench.client, blocks(max + 1))).toEqual({
    error: "invalid_blocks",
    errors: [complaint],
    messages: [`[ERROR] ${complaint}`],
  });
});

test.each(refused)("%s is refused", async (_name, block, complaint) => {
  expect(await blocksRefusal(bench.client, [block])).toMatchObject({ error: "invalid_blocks", errors: [complaint] });
});

describe("blocks together", () => {
  const refusal = (...blocks: unknown[]) => blocksRefusal(bench.client, blocks);

  test("the same block_id twice is refused", async () => {
    const divider = { type: "divider", block_id: "a" };
    const complaint = "block_id `a` already exists [json-pointer:/blocks/1/block_id]";
    expect(await refusal(divider, divider)).toMatchObject({ errors: [complaint] });
  });

  test("the same action in two blocks is fine", async () => {
    const press = actions(button({ action_id: "a" }));
    expect(await refusal(press, press)).toBeUndefined();
  });

  test("a second table is refused", async () => {
    expect(await refusal(table(1, 1), table(1, 1))).toMatchObject({ error: "only_one_table_allowed" });
  });

  test("13,200 characters are allowed, one more is not", async () => {
    const almost = times(4, () => section(x(3000)));
    expect(await refusal(...almost, section(x(1200)))).toBeUndefined();
    expect(await refusal(...almost, section(x(1201)))).toMatchObject({ error: "msg_blocks_too_long" });
  });

  test("what is no list of blocks has an error of its own", async () => {
    for (const blocks of ["hello", { type: "divider" }, ["divider"]]) {
      expect(await blocksRefusal(bench.client, blocks)).toMatchObject({ error: "invalid_blocks_format" });
    }
  });

  test("rich text, and every element that may stand in a message, are accepted", async () => {
    const inline = [
      { type: "text", text: "a", style: { bold: true } },
      { type: "link", url: "https://example.com", text: "a" },
      { type: "user", user_id: "U1" },
    ];
    const rich = {
      type: "rich_text",
      elements: [
        { type: "rich_text_section", elements: inline },
        { type: "rich_text_list", style: "bullet", elements: [{ type: "rich_text_section", elements: inline }] },
        { type: "rich_text_preformatted", elements: [{ type: "text", text: "a" }] },
        { type: "rich_text_quote", elements: inline },
      ],
    };
    const pickers = ["datepicker", "timepicker", "users_select", "channels_select", "external_select"];
    const inputs = ["plain_text_input", "email_text_input", "url_text_input", "datetimepicker"];
    const all = [rich, actions(...pickers.map((type) => ({ type }))), ...inputs.map((type) => input({ type }))];
    expect(await refusal(...all)).toBeUndefined();
  });

  test("blocks and buttons without a name get one", async () => {
    expect(await refusal(actions(button()))).toBeUndefined();
    const [block] = bench.slack.messages("general").at(-1)?.blocks ?? [];
    expect(block).toMatchObject({ block_id: expect.any(String), elements: [{ action_id: expect.any(String) }] });
  });
});
