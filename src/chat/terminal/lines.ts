/** A Reply as plain lines: what the shell prints, and what most tests compare. */
import type { Block, DiffLine, Reply, TableBlock } from "../../core/reply.ts";
import { chartText } from "../../core/sparkline.ts";
import { type Text, weave } from "../../core/text.ts";
import { oneLine, visible } from "../../core/visible.ts";

const MARK = { ok: "✓", info: "·", warn: "!", fail: "✗" } as const;

export function lines(reply: Reply): readonly string[] {
  const buttons = reply.actions.map((action, i) => `[${i + 1}] ${action.label}`).join("  ");
  return [
    `${MARK[reply.tone]} ${words(reply.title)}`,
    ...reply.body.flatMap(block).map((line) => `  ${line}`.trimEnd()),
    ...(reply.kubectl ? [`  $ ${oneLine(reply.kubectl)}`] : []),
    ...(buttons === "" ? [] : [`  ${buttons}`]),
  ];
}

/** Literals may carry Slack's `code` marks; here they are only noise. */
const words = (text: Text): string => weave(text, (ours) => ours.replaceAll("`", ""), oneLine);

function block(one: Block): readonly string[] {
  if ("text" in one) return words(one.text).split("\n");
  if ("note" in one) return words(one.note).split("\n");
  if ("code" in one) return visible(one.code.replace(/\n$/, "")).split("\n");
  if ("fields" in one) return fields(one.fields);
  if ("diff" in one) return one.diff.map(change);
  if ("chart" in one) return visible(chartText(one.chart)).split("\n");
  return table(one.table);
}

const change = ({ path, before, after }: DiffLine): string =>
  `${oneLine(path)}: ${oneLine(before ?? "(none)")} → ${oneLine(after ?? "(none)")}`;

function fields(all: Readonly<Record<string, string>>): readonly string[] {
  const width = Math.max(...Object.keys(all).map((key) => key.length));
  return Object.entries(all).map(([key, value]) => `${key.padEnd(width)}  ${oneLine(value)}`);
}

function table({ columns, rows }: TableBlock): readonly string[] {
  const all = [columns, ...rows].map((row) => row.map(oneLine));
  const widths = columns.map((_, i) => all.reduce((most, row) => Math.max(most, row[i]?.length ?? 0), 0));
  return all.map((row) =>
    row
      .map((cell, i) => cell.padEnd(widths[i] ?? 0))
      .join("   ")
      .trimEnd(),
  );
}
