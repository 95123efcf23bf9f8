/** A table as Slack's own block, which a phone can scroll, and as aligned text for files and for where the block is refused. */
import type { TableBlock as SlackTable } from "@slack/types";
import type { TableBlock } from "../../../core/reply.ts";
import { oneLine } from "../../../core/visible.ts";
import { LIMITS } from "./limits.ts";

/** Undefined where the table is larger than Slack allows or than `room` characters. */
export function tableBlock({ columns, rows }: TableBlock, room: number): SlackTable | undefined {
  const most = Math.min(room, LIMITS.tableText);
  if (columns.length === 0 || columns.length > LIMITS.tableColumns || rows.length + 1 > LIMITS.tableRows)
    return undefined;
  const cells = [columns, ...rows].map((row) => columns.map((_, i) => oneLine(row[i] ?? "").trim() || "–")); // raw_text may not be empty
  if (cells.flat().reduce((sum, cell) => sum + cell.length, 0) > most) return undefined;
  return { type: "table", rows: cells.map((row) => row.map((text) => ({ type: "raw_text", text }))) };
}

/** Between two columns. */
const GAP = 3;
const SPACES = Array.from({ length: 100 }, (_, n) => " ".repeat(n));
const spaces = (count: number): string => SPACES[count] ?? " ".repeat(count);

/**
 * Columns padded to the width of their longest cell, as kubectl prints them. In plain loops, with no list of padded cells
 * in between: ten thousand rows take half as long as with map, entries and padEnd.
 */
export function alignedText({ columns, rows }: TableBlock): string {
  const widths = columns.map((name) => oneLine(name).length);
  for (const row of rows)
    for (let i = 0; i < widths.length; i++) widths[i] = Math.max(widths[i] ?? 0, oneLine(row[i] ?? "").length);

  const aligned = (row: readonly string[]): string => {
    let line = "";
    let gap = 0; // is written when something comes after it
    for (let i = 0; i < widths.length; i++) {
      const cell = oneLine(row[i] ?? "");
      if (cell !== "") {
        line += spaces(gap) + cell;
        gap = 0;
      }
      gap += (widths[i] ?? 0) - cell.length + GAP;
    }
    return line.trimEnd();
  };
  return [aligned(columns), ...rows.map(aligned)].join("\n");
}
