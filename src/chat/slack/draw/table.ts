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

/** Columns padded to the width of their longest cell, as kubectl prints them. */
export function alignedText({ columns, rows }: TableBlock): string {
  const widths = columns.map(() => 0);
  const cells = [columns, ...rows].map((row) =>
    columns.map((_, i) => {
      const cell = oneLine(row[i] ?? "");
      widths[i] = Math.max(widths[i] ?? 0, cell.length);
      return cell;
    }),
  );
  return cells.map((row) => aligned(row, widths)).join("\n");
}

/** Put together piece by piece: ten thousand rows need no list of padded cells each. */
function aligned(row: readonly string[], widths: readonly number[]): string {
  let line = "";
  for (const [i, cell] of row.entries()) line += `${cell.padEnd(widths[i] ?? 0)}   `;
  return line.trimEnd();
}
