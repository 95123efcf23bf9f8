/** The time axis: few enough ticks for a phone, on round times of the zone in which this process runs. Pure. */
import { clock, date } from "../core/clock.ts";
import type { Range } from "../core/prometheus.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const STEPS = [
  ...[1, 2, 5, 10, 15, 30].map((n) => n * MINUTE),
  ...[1, 2, 3, 6, 12].map((n) => n * HOUR),
  ...[1, 2, 7, 14, 28].map((n) => n * DAY),
];
const MOST = 6;

export interface Tick {
  /** Unix milliseconds. */
  readonly at: number;
  readonly label: string;
}

export function ticks({ from, to }: Range): readonly Tick[] {
  const step = STEPS.find((one) => (to - from) / one <= MOST) ?? 84 * DAY;
  const offset = -new Date(from).getTimezoneOffset() * MINUTE;
  const first = Math.ceil((from + offset) / step) * step - offset;
  const label = step >= DAY ? date : to - from > DAY ? dateAtMidnight : clock;
  return Array.from({ length: Math.max(0, Math.floor((to - first) / step) + 1) }, (_, i) => first + i * step).map(
    (at) => ({ at, label: label(at) }),
  );
}

const dateAtMidnight = (at: number): string => (clock(at) === "00:00" ? date(at) : clock(at));
