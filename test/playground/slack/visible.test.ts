import { describe, expect, test } from "vitest";
import { workbench } from "./app.ts";
import { actions, button, input, plain, section } from "./data/block-limits.ts";

/** What a person sees of a message, and what in it is live, as `kind target` with a `~` before what Slack made itself. */
async function seen(args: object) {
  await using bench = await workbench({ usergroups: [{ handle: "oncall", users: ["alice"] }] });
  await bench.client.apiCall("chat.postMessage", { channel: "C0GENERAL", unfurl_media: false, ...args });
  const [message] = bench.slack.messages("general");
  if (!message) throw new Error("not posted");
  const { text, live } = bench.slack.visible(message);
  return { text, live: live.map(({ kind, target, automatic }) => `${automatic ? "~" : ""}${kind} ${target}`) };
}

const quiet = { parse: "none", link_names: false };
const verbatim = (text: string) => ({ type: "section", text: { type: "mrkdwn", text, verbatim: true } });

describe("control sequences in a text are live", () => {
  test.each([
    ["<!channel>", "@channel", "broadcast channel"],
    ["<!here|here>", "@here", "broadcast here"],
    ["<@U0ALICE>", "@alice", "user U0ALICE"],
    ["<#C0GENERAL>", "#general", "channel C0GENERAL"],
    ["<!subteam^S0ONCALL>", "@oncall", "usergroup S0ONCALL"],
    ["<https://evil.example|your bank>", "your bank", "link https://evil.example"],
    ["<!date^1^{date}^https://evil.example|today>", "today", "date 1^{date}^https://evil.example"],
  ])("%s", async (text, label, live) => {
    expect(await seen({ text, ...quiet })).toEqual({ text: label, live: [live] });
    expect(await seen({ text: "", blocks: [verbatim(text)] })).toEqual({ text: label, live: [live] });
  });

  test("escaped they are text", async () => {
    const text = "&lt;!channel&gt; &lt;@U0ALICE&gt; &amp;lt;";
    expect(await seen({ text, ...quiet })).toEqual({ text: "<!channel> <@U0ALICE> &lt;", live: [] });
    expect(await seen({ text: "x", ...quiet, blocks: [verbatim(text)] })).toMatchObject({ live: [] });
  });
});

describe("what Slack makes of plain text", () => {
  const text = "@here see https://example.com in #general, @alice";
  const url = "~link https://example.com";
  const broadcasts = ["~broadcast here", "~broadcast general"];

  test("in the text of a message: links, unless parse is none; names only when asked for", async () => {
    expect((await seen({ text })).live).toEqual([url]);
    expect((await seen({ text, parse: "none" })).live).toEqual([]);
    expect((await seen({ text, parse: "none", link_names: true })).live).toEqual([
      ...broadcasts,
      "~user here",
      "~user alice",
    ]);
    expect((await seen({ text, parse: "full" })).live).toEqual([url, ...broadcasts, "~user here", "~user alice"]);
  });

  test("in mrkdwn of a block: links and broadcasts, unless it is verbatim", async () => {
    expect((await seen({ text: "", blocks: [section(text)] })).live).toEqual([url, ...broadcasts]);
    expect((await seen({ text: "", blocks: [verbatim(text)] })).live).toEqual([]);
  });

  test("in plain text, raw cells and rich text: nothing", async () => {
    const blocks = [
      { type: "section", text: plain(text) },
      { type: "table", rows: [[{ type: "raw_text", text }]] },
      { type: "rich_text", elements: [{ type: "rich_text_section", elements: [{ type: "text", text }] }] },
    ];
    expect((await seen({ text: "x", ...quiet, blocks })).live).toEqual([]);
  });

  test("an edit parses more eagerly than a new message, unless told not to", async () => {
    await using bench = await workbench();
    const { client, slack } = bench;
    const live = () => slack.messages("general").map((message) => slack.visible(message).live.length);
    const channel = "C0GENERAL";
    const { ts = "" } = await client.chat.postMessage({ channel, text: "@here", parse: "none", unfurl_media: false });
    expect(live()).toEqual([0]);
    await client.chat.update({ channel, ts, text: "@here" });
    expect(live()).toEqual([2]);
    await client.chat.update({ channel, ts, text: "@here", parse: "none", link_names: false });
    expect(live()).toEqual([0]);
  });

  test("rich text has its own mentions", async () => {
    const elements = [
      { type: "broadcast", range: "here" },
      { type: "user", user_id: "U0ALICE" },
      { type: "link", url: "https://example.com", text: "docs" },
    ];
    const blocks = [{ type: "rich_text", elements: [{ type: "rich_text_section", elements }] }];
    expect(await seen({ text: "", blocks })).toEqual({
      text: "@here@alicedocs",
      live: ["broadcast here", "user U0ALICE", "link https://example.com"],
    });
  });

  test("a markdown block has links of its own", async () => {
    const blocks = [{ type: "markdown", text: "see [the bank](http://evil.example) <!here>" }];
    expect((await seen({ text: "", blocks })).live).toEqual(
      expect.arrayContaining(["link http://evil.example", "broadcast here"]),
    );
  });
});

test("a link is unfurled unless both switches are off", async () => {
  const text = "<https://example.com>";
  const live = async (args: object) => (await seen({ text, ...quiet, ...args })).live;
  const unfurl = "~unfurl https://example.com";
  expect(await live({ unfurl_media: true })).toContain(unfurl);
  expect(await live({ unfurl_links: true })).toContain(unfurl);
  expect(await live({ unfurl_links: false, unfurl_media: false })).not.toContain(unfurl);
  expect(await live({ unfurl_media: undefined })).toContain(unfurl);
});

test("blocks read as lines", async () => {
  const blocks = [
    { type: "header", text: plain("Pods") },
    { type: "divider" },
    { type: "section", text: plain("three of them"), fields: [plain("a"), plain("b")], accessory: button() },
    {
      type: "context",
      elements: [plain("kubectl get pods"), { type: "image", image_url: "https://e.com/a", alt_text: "cube" }],
    },
    actions(button(), {
      type: "static_select",
      placeholder: plain("More"),
      options: [{ text: plain("x"), value: "x" }],
    }),
    {
      type: "table",
      rows: [
        [
          { type: "raw_text", text: "web" },
          { type: "raw_number", value: 3 },
        ],
      ],
    },
    input({ type: "plain_text_input" }),
    { type: "image", image_url: "https://e.com/a", alt_text: "CPU of web" },
  ];
  const lines = [
    "Pods",
    "three of them",
    "a",
    "b",
    "[Go]",
    "kubectl get pods cube",
    "[Go] <More>",
    "web | 3",
    "Name",
    "(picture: CPU of web)",
  ];
  expect((await seen({ text: "fallback", ...quiet, blocks })).text.split("\n")).toEqual(lines);
});
