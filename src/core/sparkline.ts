/** Numbers as a line of text, where a picture is too much. */
import { UNITS } from "../kubernetes/units.ts";
import type { Chart, ChartLine } from "./chart.ts";
import { clock, zone } from "./clock.ts";

const BARS = "▁▂▃▄▅▆▇█";
const MARK = "▲";

/** Characters: what a phone shows without breaking the line. */
export const WIDTH = 32;

/**
 * @param top what reaches the ceiling; default: the highest value. Lines that are compared need the same one.
 * @returns bars from 0 to `top`, at most WIDTH; several numbers that share a character are shown by their highest
 */
export function sparkline(values: readonly number[], top = Math.max(...values, 0)): string {
  const columns = Math.min(WIDTH, values.length);
  return Array.from({ length: columns }, (_, i) => {
    const some = values.slice(
      Math.floor((i * values.length) / columns),
      Math.floor(((i + 1) * values.length) / columns),
    );
    const share = top === 0 ? 0 : Math.max(...some, 0) / top;
    return BARS[Math.min(BARS.length - 1, Math.floor(share * BARS.length))];
  }).join("");
}

/**
 * The line below a sparkline that says when something happened.
 * @param times of the sparkline's values, ascending
 * @param moments in the same unit; those outside of the times are left out
 * @returns "   ▲  ▲", or "" where nothing is to be marked
 */
export function marks(times: readonly number[], moments: readonly number[]): string {
  const columns = Math.min(WIDTH, times.length);
  const [first = 0, last = 0] = [times[0], times.at(-1)];
  const line = Array.from({ length: columns }, () => " ");
  for (const moment of moments.filter((one) => one >= first && one <= last)) {
    const value = times.findLastIndex((time) => time <= moment);
    line[Math.floor((value * columns) / times.length)] = MARK;
  }
  return line.join("").trimEnd();
}

/** Lines of a picture in text: a phone shows no more. */
const MOST_LINES = 12;

/** A whole chart as text: one line below the other, all to one scale, and below them what happened when. */
export function chartText({ lines, unit, marks: moments }: Chart): string {
  const values = ({ points }: ChartLine): readonly number[] => points.map(({ value }) => value);
  const top = Math.max(0, ...lines.flatMap(values));
  const rows = lines.slice(0, MOST_LINES).map((line) => {
    const now = values(line).at(-1);
    return [line.name, sparkline(values(line), top), now === undefined ? "" : UNITS[unit].print(now)] as const;
  });
  const times = lines[0]?.points.map(({ at }) => at) ?? [];
  const below = marks(
    times,
    moments.map(({ at }) => at),
  );
  const widest = Math.max(0, ...rows.map(([name]) => name.length));
  const margin = " ".repeat(widest === 0 ? 0 : widest + 2);
  return [
    ...rows.map(([name, line, now]) => `${name.padEnd(margin.length)}${line}  ${now}`.trimEnd()),
    ...(below === "" ? [] : [margin + below]),
    ...moments.map(({ name, at }) => `${MARK} ${clock(at)} ${zone(at)}  ${name}`),
  ].join("\n");
}
