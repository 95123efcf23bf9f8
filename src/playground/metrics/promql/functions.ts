/** PromQL's functions over numbers, as Prometheus computes them (promql/functions.go and quantile.go say how). Pure. */
import type { Point } from "../history.ts";

/** A stretch of time, in milliseconds; what lies at its beginning does not belong to it. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
}

/** Of the points of one series in a stretch of time. Undefined: too few to tell. */
export const OVER_TIME: Readonly<Record<string, (points: readonly Point[], stretch: Stretch) => number | undefined>> = {
  rate: (points, stretch) => perSecond(grown(points, stretch, true), stretch),
  increase: (points, stretch) => grown(points, stretch, true),
  delta: (points, stretch) => grown(points, stretch, false),
  avg_over_time: (points) => sum(points) / points.length,
  sum_over_time: (points) => sum(points),
  count_over_time: (points) => points.length,
  min_over_time: (points) => Math.min(...points.map(({ value }) => value)),
  max_over_time: (points) => Math.max(...points.map(({ value }) => value)),
  last_over_time: (points) => points.at(-1)?.value,
};

const sum = (points: readonly Point[]): number => points.reduce((all, { value }) => all + value, 0);
const perSecond = (value: number | undefined, { from, to }: Stretch): number | undefined =>
  value === undefined ? undefined : value / ((to - from) / 1000);

/** What was seen, stretched to the borders where the points come near enough to them, and never below zero. */
function grown(points: readonly Point[], { from, to }: Stretch, counter: boolean): number | undefined {
  const [first, last] = [points[0], points.at(-1)];
  if (!first || !last || points.length < 2) return undefined;
  let seen = last.value - first.value;
  if (counter)
    for (const [i, { value }] of points.entries()) {
      const before = points[i - 1]?.value ?? 0;
      if (value < before) seen += before; // it began again from zero
    }
  const sampled = last.at - first.at;
  const between = sampled / (points.length - 1);
  const near = between * 1.1;
  let start = first.at - from;
  if (start >= near) start = between / 2;
  if (counter && seen > 0 && first.value >= 0) start = Math.min(start, sampled * (first.value / seen));
  let end = to - last.at;
  if (end >= near) end = between / 2;
  return (seen * (sampled + start + end)) / sampled;
}

/** Of numbers, one by one. */
export const EACH: Readonly<Record<string, (value: number, ...more: readonly number[]) => number>> = {
  abs: Math.abs,
  ceil: Math.ceil,
  floor: Math.floor,
  round: (value, to = 1) => Math.floor(value / to + 0.5) * to,
  clamp_min: (value, least = 0) => Math.max(value, least),
  clamp_max: (value, most = 0) => Math.min(value, most),
};

/** Of the numbers of one group. */
export const TOGETHER: Readonly<Record<string, (values: readonly number[]) => number>> = {
  sum: (values) => values.reduce((all, value) => all + value, 0),
  avg: (values) => values.reduce((all, value) => all + value, 0) / values.length,
  min: (values) => Math.min(...values),
  max: (values) => Math.max(...values),
  count: (values) => values.length,
};

export interface Bucket {
  /** Upper bound. */
  readonly le: number;
  /** Of everything up to there. */
  readonly count: number;
}

/** Within a bucket everything is taken to lie evenly. */
export function quantile(q: number, unsorted: readonly Bucket[]): number {
  const buckets = unsorted.toSorted((a, b) => a.le - b.le);
  const last = buckets.at(-1);
  if (buckets.length < 2 || last?.le !== Number.POSITIVE_INFINITY || last.count === 0) return Number.NaN;
  const rank = q * last.count;
  const i = buckets.findIndex(({ count }) => count >= rank);
  const bucket = buckets[i];
  if (!bucket || bucket === last) return buckets.at(-2)?.le ?? Number.NaN;
  const before = buckets[i - 1] ?? { le: 0, count: 0 };
  if (i === 0 && bucket.le <= 0) return bucket.le;
  return before.le + ((bucket.le - before.le) * (rank - before.count)) / (bucket.count - before.count);
}

export const SIGNS: Readonly<Record<string, (a: number, b: number) => number>> = {
  "+": (a, b) => a + b,
  "-": (a, b) => a - b,
  "*": (a, b) => a * b,
  "/": (a, b) => a / b,
  "%": (a, b) => a % b,
  "^": (a, b) => a ** b,
};

export const COMPARISONS: Readonly<Record<string, (a: number, b: number) => boolean>> = {
  "==": (a, b) => a === b,
  "!=": (a, b) => a !== b,
  ">": (a, b) => a > b,
  "<": (a, b) => a < b,
  ">=": (a, b) => a >= b,
  "<=": (a, b) => a <= b,
};
