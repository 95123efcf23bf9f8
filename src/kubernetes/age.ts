/**
 * How long ago, in the form that kubectl prints (apimachinery pkg/util/duration HumanDuration): two units at most, and
 * the coarser the older. Tables come from the server in this form already; this is for what we compose ourselves.
 */
export function age(since: string | undefined, now: number): string {
  if (since === undefined) return "unknown";
  return humanDuration(now - Date.parse(since));
}

/** @param ms a length of time in milliseconds */
export function humanDuration(ms: number): string {
  const s = Math.floor(ms / 1000);
  if (s < 0) return "0s"; // clocks differ a little
  if (s < 120) return `${s}s`;
  const m = Math.floor(s / 60);
  if (m < 10) return both(m, "m", s % 60, "s");
  if (m < 180) return `${m}m`;
  const h = Math.floor(m / 60);
  if (h < 8) return both(h, "h", m % 60, "m");
  if (h < 48) return `${h}h`;
  const d = Math.floor(h / 24);
  if (h < 192) return both(d, "d", h % 24, "h");
  if (d < 365 * 2) return `${d}d`;
  if (d < 365 * 8) return both(Math.floor(d / 365), "y", d % 365, "d");
  return `${Math.floor(d / 365)}y`;
}

const both = (large: number, unit: string, small: number, part: string): string =>
  small === 0 ? `${large}${unit}` : `${large}${unit}${small}${part}`;
