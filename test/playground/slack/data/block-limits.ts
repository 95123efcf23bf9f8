// One line a limit, which is why the formatter leaves this folder alone.
// Source: the doc comments of @slack/types and docs.slack.dev/reference/block-kit; the answers' wording from reports of users.

export type Json = Record<string, unknown>;

export const x = (count: number) => "x".repeat(count);
export const times = <T>(count: number, make: (index: number) => T) => Array.from({ length: count }, (_, index) => make(index));
export const plain = (text: string) => ({ type: "plain_text", text });
export const section = (text: string) => ({ type: "section", text: { type: "mrkdwn", text } });
export const actions = (...elements: Json[]) => ({ type: "actions", elements });
export const button = (more: Json = {}) => ({ type: "button", text: plain("Go"), ...more });
export const input = (element: Json, more: Json = {}) => ({ type: "input", label: plain("Name"), element, ...more });
const option = (index: number, more: Json = {}) => ({ text: plain(`option ${index}`), value: `${index}`, ...more });
const menu = (more: Json) => actions({ type: "static_select", ...more });
const options = (count: number, more: Json = {}) => menu({ options: times(count, (index) => option(index, more)) });
const group = (from: number, count: number) => ({ label: plain("g"), options: times(count, (index) => option(from + index)) });
const cell = (text: string) => ({ type: "raw_text", text });
export const table = (rows: number, columns: number) => ({ type: "table", rows: times(rows, () => times(columns, () => cell("x"))) });
const confirm = (more: Json) => ({ title: plain("t"), text: plain("t"), confirm: plain("y"), deny: plain("n"), ...more });
const confirmed = (more: Json) => actions(button({ confirm: confirm(more) }));
const textInput = { type: "plain_text_input" };
const image = { type: "image", image_url: "https://example.com/a.png", alt_text: "a" };

/** Blocks that just fit for a number, the number, and what Slack says one further. */
export const limits: [name: string, max: number, blocks: (size: number) => Json[], complaint: string][] = [
  ["blocks in a message", 50, (n) => times(n, () => ({ type: "divider" })), "no more than 50 items allowed [json-pointer:/blocks]"],
  ["section text", 3000, (n) => [section(x(n))], "must be less than 3001 characters [json-pointer:/blocks/0/text/text]"],
  ["section fields", 10, (n) => [{ type: "section", fields: times(n, () => plain("f")) }], "no more than 10 items allowed [json-pointer:/blocks/0/fields]"],
  ["text of a field", 2000, (n) => [{ type: "section", fields: [plain(x(n))] }], "must be less than 2001 characters [json-pointer:/blocks/0/fields/0/text]"],
  ["header text", 150, (n) => [{ type: "header", text: plain(x(n)) }], "must be less than 151 characters [json-pointer:/blocks/0/text/text]"],
  ["context elements", 10, (n) => [{ type: "context", elements: times(n, () => plain("c")) }], "no more than 10 items allowed [json-pointer:/blocks/0/elements]"],
  ["context text", 3000, (n) => [{ type: "context", elements: [plain(x(n))] }], "must be less than 3001 characters [json-pointer:/blocks/0/elements/0/text]"],
  ["context mrkdwn", 3000, (n) => [{ type: "context", elements: [{ type: "mrkdwn", text: x(n) }] }], "must be less than 3001 characters [json-pointer:/blocks/0/elements/0/text]"],
  ["context alt text", 2000, (n) => [{ type: "context", elements: [{ ...image, alt_text: x(n) }] }], "must be less than 2001 characters [json-pointer:/blocks/0/elements/0/alt_text]"],
  ["actions elements", 25, (n) => [actions(...times(n, () => button()))], "no more than 25 items allowed [json-pointer:/blocks/0/elements]"],
  ["button text", 75, (n) => [actions(button({ text: plain(x(n)) }))], "must be less than 76 characters [json-pointer:/blocks/0/elements/0/text/text]"],
  ["button value", 2000, (n) => [actions(button({ value: x(n) }))], "must be less than 2001 characters [json-pointer:/blocks/0/elements/0/value]"],
  ["button url", 3000, (n) => [actions(button({ url: x(n) }))], "must be less than 3001 characters [json-pointer:/blocks/0/elements/0/url]"],
  ["accessibility label", 75, (n) => [actions(button({ accessibility_label: x(n) }))], "must be less than 76 characters [json-pointer:/blocks/0/elements/0/accessibility_label]"],
  ["action_id", 255, (n) => [actions(button({ action_id: x(n) }))], "must be less than 256 characters [json-pointer:/blocks/0/elements/0/action_id]"],
  ["block_id", 255, (n) => [{ type: "divider", block_id: x(n) }], "must be less than 256 characters [json-pointer:/blocks/0/block_id]"],
  ["confirm title", 100, (n) => [confirmed({ title: plain(x(n)) })], "must be less than 101 characters [json-pointer:/blocks/0/elements/0/confirm/title/text]"],
  ["confirm text", 300, (n) => [confirmed({ text: plain(x(n)) })], "must be less than 301 characters [json-pointer:/blocks/0/elements/0/confirm/text/text]"],
  ["confirm button", 30, (n) => [confirmed({ confirm: plain(x(n)) })], "must be less than 31 characters [json-pointer:/blocks/0/elements/0/confirm/confirm/text]"],
  ["deny button", 30, (n) => [confirmed({ deny: plain(x(n)) })], "must be less than 31 characters [json-pointer:/blocks/0/elements/0/confirm/deny/text]"],
  ["options", 100, (n) => [options(n)], "no more than 100 items allowed [json-pointer:/blocks/0/elements/0/options]"],
  ["option text", 75, (n) => [options(1, { text: plain(x(n)) })], "must be less than 76 characters [json-pointer:/blocks/0/elements/0/options/0/text/text]"],
  ["option value", 75, (n) => [options(1, { value: x(n) })], "must be less than 76 characters [json-pointer:/blocks/0/elements/0/options/0/value]"],
  ["option description", 75, (n) => [options(1, { description: plain(x(n)) })], "must be less than 76 characters [json-pointer:/blocks/0/elements/0/options/0/description/text]"],
  ["option groups", 100, (n) => [menu({ option_groups: times(n, () => ({ label: plain("g"), options: [option(1)] })) })], "no more than 100 items allowed [json-pointer:/blocks/0/elements/0/option_groups]"],
  ["options of a group", 100, (n) => [menu({ option_groups: [{ label: plain("g"), options: times(n, option) }] })], "no more than 100 items allowed [json-pointer:/blocks/0/elements/0/option_groups/0/options]"],
  ["label of a group", 75, (n) => [menu({ option_groups: [{ label: plain(x(n)), options: [option(1)] }] })], "must be less than 76 characters [json-pointer:/blocks/0/elements/0/option_groups/0/label/text]"],
  ["placeholder", 150, (n) => [menu({ options: [option(1)], placeholder: plain(x(n)) })], "must be less than 151 characters [json-pointer:/blocks/0/elements/0/placeholder/text]"],
  ["overflow options", 5, (n) => [actions({ type: "overflow", options: times(n, option) })], "no more than 5 items allowed [json-pointer:/blocks/0/elements/0/options]"],
  ["checkboxes", 10, (n) => [actions({ type: "checkboxes", options: times(n, option) })], "no more than 10 items allowed [json-pointer:/blocks/0/elements/0/options]"],
  ["radio buttons", 10, (n) => [actions({ type: "radio_buttons", options: times(n, option) })], "no more than 10 items allowed [json-pointer:/blocks/0/elements/0/options]"],
  ["input label", 2000, (n) => [input(textInput, { label: plain(x(n)) })], "must be less than 2001 characters [json-pointer:/blocks/0/label/text]"],
  ["input hint", 2000, (n) => [input(textInput, { hint: plain(x(n)) })], "must be less than 2001 characters [json-pointer:/blocks/0/hint/text]"],
  ["initial value", 3000, (n) => [input({ ...textInput, initial_value: x(n) })], "must be less than 3001 characters [json-pointer:/blocks/0/element/initial_value]"],
  ["min_length", 3000, (n) => [input({ ...textInput, min_length: n })], "must be at most 3000 [json-pointer:/blocks/0/element/min_length]"],
  ["max_length", 3000, (n) => [input({ ...textInput, max_length: n })], "must be at most 3000 [json-pointer:/blocks/0/element/max_length]"],
  ["initially chosen options", 100, (n) => [actions({ type: "multi_static_select", option_groups: [group(0, 60), group(60, 60)], initial_options: times(n, option) })], "no more than 100 items allowed [json-pointer:/blocks/0/elements/0/initial_options]"],
  ["initially loaded options", 100, (n) => [actions({ type: "multi_external_select", initial_options: times(n, option) })], "no more than 100 items allowed [json-pointer:/blocks/0/elements/0/initial_options]"],
  ["initially ticked boxes", 10, (n) => [actions({ type: "checkboxes", options: [option(1)], initial_options: times(n, () => option(1)) })], "no more than 10 items allowed [json-pointer:/blocks/0/elements/0/initial_options]"],
  ["image url", 3000, (n) => [{ ...image, image_url: x(n) }], "must be less than 3001 characters [json-pointer:/blocks/0/image_url]"],
  ["image alt text", 2000, (n) => [{ ...image, alt_text: x(n) }], "must be less than 2001 characters [json-pointer:/blocks/0/alt_text]"],
  ["image title", 2000, (n) => [{ ...image, title: plain(x(n)) }], "must be less than 2001 characters [json-pointer:/blocks/0/title/text]"],
  ["markdown text", 12_000, (n) => [{ type: "markdown", text: x(n) }], "must be less than 12001 characters [json-pointer:/blocks/0/text]"],
  ["markdown in total", 12_000, (n) => [{ type: "markdown", text: x(6000) }, { type: "markdown", text: x(n - 6000) }], "markdown blocks must be less than 12001 characters in total [json-pointer:/blocks]"],
  ["table rows", 100, (n) => [table(n, 1)], "no more than 100 items allowed [json-pointer:/blocks/0/rows]"],
  ["table columns", 20, (n) => [table(1, n)], "no more than 20 items allowed [json-pointer:/blocks/0/rows/0]"],
  ["column settings", 20, (n) => [{ ...table(1, 1), column_settings: times(n, () => ({ align: "left" })) }], "no more than 20 items allowed [json-pointer:/blocks/0/column_settings]"],
  ["characters in a table", 10_000, (n) => [{ type: "table", rows: [[cell(x(n))]] }], "table must be less than 10001 characters [json-pointer:/blocks]"],
];

/** What is wrong whatever its length. */
export const refused: [name: string, block: Json, complaint: string][] = [
  ["an empty section", { type: "section" }, "must define either `text` or `fields` [json-pointer:/blocks/0]"],
  ["an empty text", section(""), "must be more than 0 characters [json-pointer:/blocks/0/text/text]"],
  ["an empty table cell", { type: "table", rows: [[cell("")]] }, "must be more than 0 characters [json-pointer:/blocks/0/rows/0/0/text]"],
  ["a block nobody knows", { type: "marquee" }, "unsupported type [json-pointer:/blocks/0/type]"],
  ["a text without a type", { type: "section", text: { text: "a" } }, "unsupported type [json-pointer:/blocks/0/text/type]"],
  ["a field nobody knows", { type: "divider", colour: "red" }, "invalid additional property: colour [json-pointer:/blocks/0]"],
  ["a text that is a number", { type: "section", text: { type: "mrkdwn", text: 5 } }, "Invalid input: expected string, received number [json-pointer:/blocks/0/text/text]"],
  ["a button without text", actions({ type: "button" }), "missing required field: text [json-pointer:/blocks/0/elements/0]"],
  ["mrkdwn in a header", { type: "header", text: { type: "mrkdwn", text: "a" } }, 'Invalid input: expected "plain_text" [json-pointer:/blocks/0/text/type]'],
  ["mrkdwn on a button", actions(button({ text: { type: "mrkdwn", text: "a" } })), 'Invalid input: expected "plain_text" [json-pointer:/blocks/0/elements/0/text/type]'],
  ["an input where buttons go", actions(textInput), "unsupported type [json-pointer:/blocks/0/elements/0/type]"],
  ["a menu without options", menu({}), "must define either `options` or `option_groups` [json-pointer:/blocks/0/elements/0]"],
  ["a menu with no option", menu({ options: [] }), "no fewer than 1 items allowed [json-pointer:/blocks/0/elements/0/options]"],
  ["a menu that starts with what it does not offer", menu({ options: [option(1)], initial_option: option(2) }), "initial options must be among the options [json-pointer:/blocks/0/elements/0]"],
  ["boxes that start with what they do not offer", actions({ type: "checkboxes", options: [option(1)], initial_options: [option(2)] }), "initial options must be among the options [json-pointer:/blocks/0/elements/0]"],
  ["actions without any", actions(), "no fewer than 1 items allowed [json-pointer:/blocks/0/elements]"],
  ["an image without a source", { type: "image", alt_text: "a" }, "must define either `image_url` or `slack_file` [json-pointer:/blocks/0]"],
  ["the same action twice in a block", actions(button({ action_id: "a" }), button({ action_id: "a" })), "action_id `a` already exists in this block [json-pointer:/blocks/0]"],
];
