/**
 * What a chart shows, in one sentence: for whoever cannot see it, and for whoever looks for a second only. It looks for
 * the one moment at which the numbers went to another level and stayed there, and for a slow way up or down. Pure.
 */
import { humanDuration } from "../kubernetes/age.ts";
import { UNITS } from "../kubernetes/units.ts";
import type { Chart, Mark } from "./chart.ts";
import { clock, date, zone } from "./clock.ts";
import type { Point } from "./prometheus.ts";
import { literal, say, type Text } from "./text.ts";

/** Points without which nobody can tell a level from a moment. */
const FEW = 8;
/** A new level differs by this share of the old one, and by this many times what neighbours differ by anyway. */
const SHARE = 0.25;
const NOISE = 4;
/** Whatever stays within this share of its middle is called steady. */
const STEADY = 0.15;

interface Jump {
  readonly at: number;
  readonly from: number;
  readonly to: number;
}

/** "doubled, from 210m to 440m, at 09:12 UTC, 2m after revision 14" */
export function trend({ unit, lines, marks, range }: Omit<Chart, "words" | "title" | "levels">): Text {
  const print = UNITS[unit].print;
  const today = lines.filter(({ earlier, points }) => !earlier && points.length > 0);
  const [steepest] = today
    .flatMap(({ name, points }) => {
      const found = jump(points);
      return found ? [{ name, ...found }] : [];
    })
    .toSorted((a, b) => steepness(b) - steepness(a));
  if (steepest) {
    const { at, from, to, name } = steepest;
    const day = range.to - range.from > 20 * 3600_000 ? `${date(at)}, ` : "";
    const by = cause(at, marks, range);
    const what = name === "" ? say`` : say`${name} `;
    return say`${what}${literal(verb(from, to))} from ${print(from)} to ${print(to)} at ${`${day}${clock(at)} ${zone(at)}`}${by}`;
  }
  const [first] = today;
  if (!first) return say`nothing was measured`;
  const values = first.points.map(({ value }) => value);
  const [least, most] = [Math.min(...values), Math.max(...values)];
  const middle = median(values);
  const what = first.name === "" ? say`` : say`${first.name} `;
  if (most - least <= 2 * STEADY * middle || most === least) return say`${what}steady at about ${print(middle)}`;
  const [from, to] = slope(values) ?? [];
  if (from !== undefined && to !== undefined)
    return say`${what}${literal(to > from ? "rose" : "fell")} all the time, from ${print(from)} to ${print(to)}`;
  return say`${what}between ${print(least)} and ${print(most)}, without a lasting change`;
}

/** Each quarter higher than the one before, or each lower: a leak, a queue that grows, a cache that fills. */
function slope(values: readonly number[]): readonly [from: number, to: number] | undefined {
  if (values.length < FEW) return undefined;
  const quarter = values.length / 4;
  const levels = [0, 1, 2, 3].map((i) => median(values.slice(Math.floor(i * quarter), Math.floor((i + 1) * quarter))));
  const steps = levels.slice(1).map((level, i) => level - (levels[i] ?? 0));
  const [first = 0, last = 0] = [levels[0], levels[3]];
  const large = Math.abs(last - first) > SHARE * Math.max(first, last);
  return large && (steps.every((one) => one > 0) || steps.every((one) => one < 0)) ? [first, last] : undefined;
}

function verb(from: number, to: number): string {
  const times = to / from;
  if (times > 1.8 && times < 2.2) return "doubled,";
  if (times > 0.45 && times < 0.55) return "halved,";
  return to > from ? "rose" : "fell";
}

const steepness = ({ from, to }: Jump): number => Math.abs(to - from) / Math.max(from, to, Number.MIN_VALUE);

/** Where what comes after differs most from what came before. */
function jump(points: readonly Point[]): Jump | undefined {
  if (points.length < FEW) return undefined;
  const values = points.map(({ value }) => value);
  const width = Math.max(3, Math.floor(values.length / 8));
  let best = { i: 0, before: 0, after: 0 };
  for (let i = 3; i <= values.length - 3; i++) {
    const before = median(values.slice(Math.max(0, i - width), i));
    const after = median(values.slice(i, i + width));
    if (Math.abs(after - before) > Math.abs(best.after - best.before)) best = { i, before, after };
  }
  const { i, before, after } = best;
  const [begin, end] = [median(values.slice(0, width)), median(values.slice(-width))];
  const noise = median(values.slice(1).map((value, k) => Math.abs(value - (values[k] ?? 0))));
  const size = Math.abs(after - before);
  const stayed = Math.abs(end - before) >= size / 2 && Math.sign(end - before) === Math.sign(after - before);
  const sudden = size >= Math.abs(end - begin) / 2; // else it went there little by little
  if (size <= SHARE * before || size <= NOISE * noise || size === 0 || !stayed || !sudden) return undefined;
  return { at: points[onset(values, i, before, after)]?.at ?? 0, from: before, to: end };
}

/** The first point near the split that is nearer to the new level. */
function onset(values: readonly number[], split: number, before: number, after: number): number {
  const isNew = (value: number | undefined) =>
    value !== undefined && Math.abs(value - after) < Math.abs(value - before);
  let i = split;
  while (i > 0 && isNew(values[i - 1])) i--;
  while (i < values.length - 1 && !isNew(values[i])) i++;
  return i;
}

/** What happened shortly before is worth a look; that it was the cause nobody can know. Prometheus sees things late. */
function cause(at: number, marks: readonly Mark[], { from, to }: Chart["range"]): Text {
  const near = Math.max(10 * 60_000, (to - from) / 30);
  const last = marks.filter((mark) => mark.at <= at + 30_000 && at - mark.at <= near).at(-1);
  if (!last) return say``;
  const gap = at - last.at;
  return gap < 60_000 ? say`, right after ${last.name}` : say`, ${humanDuration(gap)} after ${last.name}`;
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[sorted.length >> 1] ?? 0;
}
