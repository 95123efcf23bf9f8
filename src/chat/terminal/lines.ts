/** A Reply as plain lines: what the shell prints, and what most tests compare. */
import type { Block, DiffLine, Reply, TableBlock } from "../../core/reply.ts";
import { type Text, weave } from "../../core/text.ts";

const MARK = { ok: "✓", info: "·", warn: "!", fail: "✗" } as const;

export function lines(reply: Reply): readonly string[] {
  const buttons = reply.actions.map((action, i) => `[${i + 1}] ${action.label}`).join("  ");
  return [
    `${MARK[reply.tone]} ${words(reply.title)}`,
    ...reply.body.flatMap(block).map((line) => `  ${line}`.trimEnd()),
    ...(reply.kubectl ? [`  $ ${safe(reply.kubectl)}`] : []),
    ...(buttons === "" ? [] : [`  ${buttons}`]),
  ];
}

/** Literals may carry Slack's `code` marks; here they are only noise. */
const words = (text: Text): string => weave(text, (ours) => ours.replaceAll("`", ""), safe);

/** Data must not move the cursor, colour the screen or reorder what is read: control and bidirectional characters go. */
export const safe = (data: string): string =>
  data
    .replace(/\u001b\[[0-9;?]*[ -/]*[@-~]/g, "")
    .replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g, "");

function block(one: Block): readonly string[] {
  if ("text" in one) return words(one.text).split("\n");
  if ("note" in one) return words(one.note).split("\n");
  if ("code" in one) return one.code.replace(/\n$/, "").split("\n").map(safe);
  if ("fields" in one) return fields(one.fields);
  if ("diff" in one) return one.diff.map(change);
  return table(one.table);
}

const change = ({ path, before, after }: DiffLine): string =>
  `${safe(path)}: ${safe(before ?? "(none)")} → ${safe(after ?? "(none)")}`;

function fields(all: Readonly<Record<string, string>>): readonly string[] {
  const width = Math.max(...Object.keys(all).map((key) => key.length));
  return Object.entries(all).map(([key, value]) => `${key.padEnd(width)}  ${safe(value)}`);
}

function table({ columns, rows }: TableBlock): readonly string[] {
  const all = [columns, ...rows].map((row) => row.map(safe));
  const widths = columns.map((_, i) => all.reduce((most, row) => Math.max(most, row[i]?.length ?? 0), 0));
  return all.map((row) =>
    row
      .map((cell, i) => cell.padEnd(widths[i] ?? 0))
      .join("   ")
      .trimEnd(),
  );
}
