/** How long Kubernetes waits before it tries again what has failed: the waits double, up to five minutes. */
const first = 10_000;
const longest = 300_000;

/** @param failures how often it has failed in a row, from 1. @returns milliseconds */
export function backOff(failures: number): number {
  return Math.min(first * 2 ** (failures - 1), longest);
}

/** As Go prints a duration: 40s, 1m20s, 5m0s. */
export function goDuration(ms: number): string {
  if (ms < 1000) return `${ms}ms`;
  const minutes = Math.floor(ms / 60_000);
  const seconds = (ms % 60_000) / 1000;
  return minutes > 0 ? `${minutes}m${seconds}s` : `${seconds}s`;
}
