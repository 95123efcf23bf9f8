const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const YEAR = 365 * DAY;

/** How long ago a timestamp was, as kubectl writes it. */
export const age = (timestamp: string | undefined | null, now: number): string =>
  timestamp ? humanDuration(now - Date.parse(timestamp)) : "<unknown>";

/** Two units at most, and the second one only where it still matters (apimachinery's duration.HumanDuration). */
export function humanDuration(ms: number): string {
  if (ms <= -2 * SECOND) return "<invalid>";
  if (ms < 0) return "0s";
  if (ms < 2 * MINUTE) return `${floor(ms, SECOND)}s`;
  if (ms < 10 * MINUTE) return twoUnits(ms, MINUTE, "m", SECOND, "s");
  if (ms < 3 * HOUR) return `${floor(ms, MINUTE)}m`;
  if (ms < 8 * HOUR) return twoUnits(ms, HOUR, "h", MINUTE, "m");
  if (ms < 2 * DAY) return `${floor(ms, HOUR)}h`;
  if (ms < 8 * DAY) return twoUnits(ms, DAY, "d", HOUR, "h");
  if (ms < 2 * YEAR) return `${floor(ms, DAY)}d`;
  if (ms < 8 * YEAR) return twoUnits(ms, YEAR, "y", DAY, "d");
  return `${floor(ms, YEAR)}y`;
}

const floor = (ms: number, unit: number): number => Math.floor(ms / unit);

function twoUnits(ms: number, big: number, bigName: string, small: number, smallName: string): string {
  const rest = floor(ms % big, small);
  return `${floor(ms, big)}${bigName}${rest > 0 ? `${rest}${smallName}` : ""}`;
}
