/** The ends of several logs as one, by time. */
import type { LogLine } from "../../core/cluster.ts";
import { sortable } from "./times.ts";

/**
 * From the end, because only the end is wanted. Each log keeps its own order even where its clock stepped back.
 * @returns at most `keep` lines, the newest last
 */
export function merge(logs: readonly (readonly LogLine[])[], keep: number): readonly LogLine[] {
  const left = logs.map((lines) => ({ lines, at: lines.length - 1, time: timeAt(lines, lines.length - 1) }));
  const merged: LogLine[] = [];
  while (merged.length < keep) {
    const newest = left.filter(({ at }) => at >= 0).reduce<(typeof left)[number] | undefined>(later, undefined);
    const line = newest?.lines[newest.at];
    if (!newest || !line) break;
    merged.push(line);
    newest.at -= 1;
    newest.time = timeAt(newest.lines, newest.at);
  }
  return merged.toReversed();
}

const later = <T extends { readonly time: string }>(best: T | undefined, one: T): T =>
  best === undefined || one.time >= best.time ? one : best;

const timeAt = (lines: readonly LogLine[], at: number): string => sortable(lines[at]?.time ?? "");
