import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { fit, fitText } from "../../../../src/chat/slack/draw/fit.ts";
import { type Block, button, type Reply, reply } from "../../../../src/core/reply.ts";
import { say } from "../../../../src/core/text.ts";
import { checkMessageBlocks } from "../../../../src/playground/slack/blockkit/check.ts";
import { visible } from "../../../../src/playground/slack/screen/visible.ts";

const SENT = { parse: "none", link_names: false, unfurl_links: false, unfurl_media: false } as const;
const seen = ({ message }: { message: { text: string; blocks?: object[] } }) =>
  visible({
    text: message.text,
    rendering: SENT,
    ...(message.blocks && { blocks: structuredClone(message.blocks) as never }),
  });

/** Things that do something in Slack, or hide something, when they are not stopped. */
const DANGEROUS = [
  "<!channel>",
  "<!here|here>",
  "@here @everyone @channel #general",
  "<@U024BE7LH>",
  "<!subteam^S012>",
  "<#C1|general>",
  "<https://evil.example|https://bank.example>",
  "https://evil.example/x",
  "mailto:a@b.co",
  "<!date^1^{date}^https://x.co|y>",
  "```\n<!channel>\n```",
  "`*bold* _it_ ~gone~`",
  ":warning:",
  "&lt;!channel&gt;",
  "&",
  "a & b < c > d",
  ">quote",
  "x\n>>> all",
  "\u202egnp.exe",
  "ad\u200bmin",
  "\u2066a\u2069",
  "\u001b[31mred\u001b[0m",
  "\u001b]8;;https://x.co\u0007y",
  "\ud800",
  "\u0000\u0007\u009b31m",
  "👩‍👩‍👧",
  "你好 世界",
];
const nasty = fc
  .array(
    fc.oneof(
      fc.constantFrom(...DANGEROUS),
      fc.string({ unit: "binary", maxLength: 400 }),
      fc.string({ maxLength: 400 }),
    ),
    { maxLength: 12 },
  )
  .map((parts) => parts.join(" "));
const huge = fc.tuple(nasty, fc.integer({ min: 1, max: 60 })).map(([text, times]) => text.repeat(times));
const anyText = fc.oneof(nasty, huge);
const words = anyText.map((data) => say`Before ${data} between ${data.slice(0, 20)} after`);

const table = fc.record({
  columns: fc.array(nasty, { maxLength: 24 }),
  rows: fc.array(fc.array(nasty, { maxLength: 24 }), { maxLength: 130 }),
});
const block: fc.Arbitrary<Block> = fc.oneof(
  { weight: 3, arbitrary: words.map((text) => ({ text })) },
  {
    weight: 3,
    arbitrary: fc.record({ code: anyText, keep: fc.constantFrom("start", "end") }, { requiredKeys: ["code"] }),
  },
  {
    weight: 2,
    arbitrary: fc.dictionary(fc.string({ maxLength: 30 }), anyText, { maxKeys: 25 }).map((fields) => ({ fields })),
  },
  { weight: 1, arbitrary: table.map((one) => ({ table: one })) },
  {
    weight: 2,
    arbitrary: fc
      .array(fc.record({ path: nasty, before: anyText, after: anyText }, { requiredKeys: ["path"] }), { maxLength: 40 })
      .map((diff) => ({ diff })),
  },
  { weight: 2, arbitrary: words.map((note) => ({ note })) },
);
const anyReply: fc.Arbitrary<Reply> = fc.record({
  tone: fc.constantFrom("ok", "info", "warn", "fail"),
  title: words,
  body: fc.array(block, { maxLength: 60 }),
  actions: fc.array(
    fc.tuple(nasty, nasty).map(([label, data]) => button(label, { command: "logs", args: { data } })),
    { maxLength: 30 },
  ),
  kubectl: nasty,
});

describe("whatever a reply contains", () => {
  test("Slack accepts the message, and nothing in it comes alive", () => {
    fc.assert(
      fc.property(anyReply, fc.boolean(), (one, tables) => {
        const drawn = fit(one, { tables });
        checkMessageBlocks(structuredClone(drawn.message.blocks));
        expect(drawn.message.text.length).toBeLessThanOrEqual(300);
        expect(seen(drawn).live).toEqual([]);
        const shown = JSON.stringify(drawn.message, (key, value: unknown) => (key === "value" ? undefined : value));
        expect(shown).not.toMatch(/[\u202a-\u202e\u2066-\u2069\u200b\u001b\u009b]|\\ud8/);
      }),
      { numRuns: 150 },
    );
  });

  test("as plain text it stays within 4,000 characters, and nothing comes alive", () => {
    fc.assert(
      fc.property(anyReply, (one) => {
        const drawn = fitText(one);
        expect(drawn.message.text.length).toBeLessThanOrEqual(4000);
        expect(drawn.message.text).not.toMatch(/<|&(?!amp;|lt;|gt;)/);
        expect(drawn.message.text.match(/```/g)?.length ?? 0).toBeOneOf([0, 2]);
        expect(seen(drawn).live).toEqual([]);
      }),
      { numRuns: 150 },
    );
  });
});

describe("what a person sees", () => {
  test("a change reads on a phone", () => {
    const drawn = fit(
      reply.info(say`Scale ${"deploy/web"} from ${3} to ${5}?`, {
        body: [{ diff: [{ path: "spec.replicas", before: "3", after: "5" }] }],
        actions: [
          button(
            "Scale to 5",
            { command: "confirm", args: { operation: "0123" } },
            { style: "primary", inPlace: true },
          ),
        ],
        kubectl: "kubectl scale deploy/web --replicas=5 -n shop",
      }),
    );
    expect(drawn.spill).toBeUndefined();
    expect(drawn.message).toEqual({
      text: "Scale deploy/web from 3 to 5?",
      blocks: [
        {
          type: "section",
          text: { type: "mrkdwn", verbatim: true, text: ":information_source: Scale deploy/web from 3 to 5?" },
        },
        { type: "section", text: { type: "mrkdwn", verbatim: true, text: "`spec.replicas`  3 → 5" } },
        {
          type: "actions",
          elements: [
            {
              type: "button",
              action_id: "run:0",
              text: { type: "plain_text", text: "Scale to 5", emoji: false },
              value: '{"command":"confirm","args":{"operation":"0123"},"inPlace":true}',
              style: "primary",
            },
          ],
        },
        {
          type: "context",
          elements: [{ type: "mrkdwn", verbatim: true, text: "`kubectl scale deploy/web --replicas=5 -n shop`" }],
        },
      ],
    });
  });

  test("the tone is a word too, for who cannot see the emoji", () => {
    const text = (one: Reply) => fit(one).message;
    expect(text(reply.fail(say`There is no pod web`)).text).toBe("Failed: There is no pod web");
    expect(seen({ message: text(reply.warn(say`Paused`)) }).text).toContain("*Warning:* Paused");
  });

  test("names stay as they are, and what mrkdwn would swallow becomes code", () => {
    const title = (data: string) => seen(fit(reply.ok(say`Saw ${data}`))).text;
    expect(title("deploy/web-1.shop")).toContain("Saw deploy/web-1.shop");
    expect(title("*/5 * * * *")).toContain("Saw `*/5 * * * *`");
    expect(title("_x_ `y`")).toContain("Saw `_x_ ˋyˋ`");
    expect(title("two\nlines")).toContain("Saw two ⏎ lines");
    expect(title("\u202eabc\u200b")).toContain("Saw [U+202E]abc[U+200B]");
  });

  test("of a long log the end is shown, in whole lines, and all of it goes into the file", () => {
    const log = Array.from({ length: 5000 }, (_, i) => `${i} <tag> & more`).join("\n");
    const drawn = fit(reply.info(say`Logs of ${"web"}`, { body: [{ code: log, keep: "end", file: "web.log" }] }));
    const { text } = seen(drawn);
    expect(text).toContain("…\n");
    expect(text).toContain("4999 <tag> & more\n```");
    expect(text).toContain("All of it is in web.log");
    expect(
      text
        .split("\n")
        .filter((line) => line.includes("tag"))
        .every((line) => /^\d+ <tag> & more$/.test(line)),
    ).toBe(true);
    expect(drawn.spill).toEqual({ name: "web.log", content: log });
  });

  test("a table is Slack's own while it fits, then text and a file; a second one is text", () => {
    const rows = (count: number) => Array.from({ length: count }, (_, i) => [`web-${i}`, "Running", ""]);
    const pods = (count: number) => ({
      table: { columns: ["NAME", "STATUS", "NODE"], rows: rows(count) },
      file: "pods.txt",
    });
    const types = (one: Reply) => fit(one).message.blocks?.map((it) => it.type);
    expect(types(reply.info(say`Pods`, { body: [pods(99)] }))).toEqual(["section", "table"]);
    expect(types(reply.info(say`Pods`, { body: [pods(3), pods(3)] }))).toEqual(["section", "table", "section"]);
    const big = fit(reply.info(say`Pods`, { body: [pods(2000)] }));
    expect(big.message.blocks?.map((it) => it.type)).toEqual(["section", "section", "context"]);
    expect(big.spill?.name).toBe("pods.txt");
    expect(String(big.spill?.content).split("\n")).toHaveLength(2001);
    expect(String(big.spill?.content).split("\n").at(-1)).toBe("web-1999   Running");
  });

  test("a long answer in words becomes several sections", () => {
    const article = Array.from(
      { length: 60 },
      (_, i) => `Sentence ${i} explains & shows something about pods and containers.`,
    ).join(" ");
    const drawn = fit(reply.info(say`Containers`, { body: [{ text: say`${article}` }] }));
    expect(drawn.spill).toBeUndefined();
    expect(drawn.message.blocks?.length).toBeGreaterThan(2);
    expect(seen(drawn).text.replaceAll("\n", " ")).toContain(article);
  });

  test("of more blocks than Slack shows, the rest is in the file", () => {
    const drawn = fit(
      reply.info(say`Notes`, { body: Array.from({ length: 70 }, (_, i) => ({ note: say`Note ${i}` })) }),
    );
    expect(drawn.message.blocks).toHaveLength(50);
    expect(drawn.spill?.content).toContain("Note 69");
  });

  test("a button that would carry too much is left out, and said so", () => {
    const drawn = fit(
      reply.info(say`x`, { actions: [button("Again", { command: "query", args: { promql: "x".repeat(3000) } })] }),
    );
    expect(seen(drawn).text).toContain("Again is too long for a button: say it as a command.");
  });
});
