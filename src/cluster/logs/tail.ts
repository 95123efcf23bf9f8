/** The end of one pod's log: only the last lines that are wanted, however much goes by. */
import type { LogLine } from "../../core/cluster.ts";
import { textStart } from "./times.ts";

export interface Tail {
  /** Adds lines of `block`, given as pairs of start and end. */
  add(block: Buffer, wanted: readonly number[]): void;
  readonly lines: readonly LogLine[];
  /** Lines that were wanted, kept or not. */
  readonly matched: number;
}

/** What is shown of one line. */
const LONGEST = 16 * 1024;

/** @param keep how many lines */
export function createTail(pod: string, keep: number): Tail {
  let lines: LogLine[] = [];
  let matched = 0;
  return {
    add(block, wanted) {
      matched += wanted.length / 2;
      for (let i = Math.max(0, wanted.length - 2 * keep); i < wanted.length; i += 2) {
        lines.push(lineAt(block, wanted[i] ?? 0, wanted[i + 1] ?? 0, pod, lines.at(-1)?.time ?? ""));
      }
      if (lines.length > 2 * keep) lines = lines.slice(-keep);
    },
    get lines() {
      return lines.slice(-keep);
    },
    get matched() {
      return matched;
    },
  };
}

/** A line without a timestamp belongs to the one before it. */
function lineAt(block: Buffer, start: number, end: number, pod: string, before: string): LogLine {
  const from = textStart(block, start, end);
  const time = from === start ? before : block.toString("latin1", start, from - 1);
  const carriage = end > from && block[end - 1] === 13 ? 1 : 0;
  const whole = end - carriage;
  const text = block.toString("utf8", from, Math.min(whole, from + LONGEST));
  return { pod, time, text: whole - from > LONGEST ? `${text} … (the line goes on)` : text };
}
