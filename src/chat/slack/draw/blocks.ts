/** One Block of a Reply → Slack blocks, as much of it as fits; and all of it as text, for a file. */
import type { ContextBlock, KnownBlock, SectionBlock } from "@slack/types";
import type { Block, DiffLine, TableBlock } from "../../../core/reply.ts";
import { chartText } from "../../../core/sparkline.ts";
import { plain, type Text } from "../../../core/text.ts";
import { cut, cutLines, pieces } from "./cut.ts";
import { code, escape, fenced, inline } from "./harmless.ts";
import { oneLine, visible } from "../../../core/visible.ts";
import { LIMITS } from "./limits.ts";
import { alignedText } from "./table.ts";
import { mrkdwn } from "./words.ts";

export interface Part {
  readonly blocks: readonly KnownBlock[];
  /** Something was left out. */
  readonly cut: boolean;
}

/** verbatim: otherwise Slack makes mentions of @here and links of URLs, escaped or not (docs.slack.dev, text object). */
const words = (text: string) => ({ type: "mrkdwn" as const, text, verbatim: true });
export const section = (text: string): SectionBlock => ({ type: "section", text: words(text) });
export const context = (text: string): ContextBlock => ({ type: "context", elements: [words(text)] });

export function note(text: Text, max: number = LIMITS.text): Part {
  const { text: drawn, cut } = mrkdwn(text, max);
  return { blocks: drawn.trim() === "" ? [] : [context(drawn)], cut };
}

/** @param max characters for each piece of text in it */
export function drawBlock(block: Block, max: number): Part {
  if ("text" in block) return paragraphs(block.text, max);
  if ("note" in block) return note(block.note, Math.min(max, LIMITS.text));
  if ("code" in block) return verbatim(block.code, Math.min(max, LIMITS.text), block.keep ?? "start");
  if ("fields" in block) return fields(Object.entries(block.fields), Math.min(max, LIMITS.field));
  if ("diff" in block) return diff(block.diff, Math.min(max, LIMITS.text));
  if ("chart" in block) return verbatim(chartText(block.chart), Math.min(max, LIMITS.text), "start");
  return firstRows(block.table, Math.min(max, LIMITS.text));
}

/** All of a block, unescaped: what a file contains. */
export function wholeText(block: Block): string {
  if ("text" in block) return visible(plain(block.text));
  if ("note" in block) return visible(plain(block.note));
  if ("code" in block) return visible(block.code);
  if ("fields" in block)
    return Object.entries(block.fields)
      .map(([key, value]) => `${key}: ${visible(value)}`)
      .join("\n");
  if ("diff" in block)
    return block.diff
      .map(({ path, before, after }) => `${path}: ${before ?? "(none)"} → ${after ?? "(none)"}`)
      .map(visible)
      .join("\n");
  if ("chart" in block) return visible(chartText(block.chart));
  return alignedText(block.table);
}

function paragraphs(text: Text, max: number): Part {
  const drawn = mrkdwn(text, max);
  return {
    blocks: pieces(drawn.text, LIMITS.text)
      .filter((piece) => piece.trim() !== "")
      .map(section),
    cut: drawn.cut,
  };
}

const FENCE = "```\n\n```".length;
const ELLIPSIS = "…\n";

function verbatim(text: string, max: number, keep: "start" | "end"): Part {
  const body = fenced(text).replace(/\n+$/, "");
  if (body.trim() === "") return { blocks: [context("(empty)")], cut: false };
  const shown = cutLines(body, max - FENCE - ELLIPSIS.length, keep);
  const kept = escape(shown.text);
  const marked = !shown.cut ? kept : keep === "end" ? `${ELLIPSIS}${kept}` : `${kept}\n…`;
  return { blocks: [section(`\`\`\`\n${marked}\n\`\`\``)], cut: shown.cut };
}

/** Only what can be seen is aligned: ten thousand rows are laid out once, for the file. */
function firstRows({ columns, rows }: TableBlock, max: number): Part {
  const drawn = verbatim(alignedText({ columns, rows: rows.slice(0, LIMITS.tableRows) }), max, "start");
  return { ...drawn, cut: drawn.cut || rows.length > LIMITS.tableRows };
}

function fields(entries: readonly (readonly [string, string])[], max: number): Part {
  const drawn = entries.map(([key, value]) => mrkdwn({ literals: [`*${key}*\n`, ""], values: [value || "–"] }, max));
  const blocks = Array.from({ length: Math.ceil(drawn.length / LIMITS.fields) }, (_, i): SectionBlock => {
    const some = drawn.slice(i * LIMITS.fields, (i + 1) * LIMITS.fields);
    return { type: "section", fields: some.map(({ text }) => words(text)) };
  });
  return { blocks, cut: drawn.some((field) => field.cut) };
}

/** A value longer than this is not compared by eye any more. */
const DIFF_VALUE = 200;

/** One line a field, so that it reads on a phone: `spec.replicas`  3 → 5 */
function diff(lines: readonly DiffLine[], max: number): Part {
  let shortened = false;
  const side = (value: string | undefined, absent: string): string => {
    if (value === undefined) return absent;
    const shown = cut(oneLine(value), DIFF_VALUE);
    shortened ||= shown.cut;
    return (inline(shown.text) || "(empty)") + (shown.cut ? "…" : "");
  };
  const drawn = lines.map(({ path, before, after }) => {
    const name = code(cut(oneLine(path), DIFF_VALUE).text);
    return `${name}  ${side(before, "(none)")} → ${side(after, "(removed)")}`;
  });
  let text = "";
  let shown = 0;
  while (shown < drawn.length && text.length + (drawn[shown]?.length ?? 0) < max - ELLIPSIS.length)
    text += `${text && "\n"}${drawn[shown++]}`;
  const all = shown === drawn.length;
  return { blocks: text === "" ? [] : [section(all ? text : `${text}\n…`)], cut: !all || shortened };
}
