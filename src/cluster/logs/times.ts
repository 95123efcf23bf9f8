/**
 * The timestamp that the kubelet puts before each line: RFC 3339 with up to nine digits of a second, in its own time zone.
 * A Date keeps three of them, so lines of one millisecond would lose their order.
 */
const RFC3339 = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.(\d{1,9}))?(Z|[+-]\d\d:\d\d)$/;

/** Text that sorts as the moments do. "" (before everything) for what is no timestamp. */
export function sortable(time: string): string {
  const [, seconds = "", fraction = "", zone = "Z"] = RFC3339.exec(time) ?? [];
  if (seconds === "") return "";
  const utc = zone === "Z" ? seconds : new Date(`${seconds}${zone}`).toISOString().slice(0, 19);
  return `${utc}.${fraction.padEnd(9, "0")}`;
}

const SPACE = 32;
const MOST = 40;

/** Where the text of a line begins, behind its timestamp: `start` itself for a line that has none. */
export function textStart(block: Buffer, start: number, end: number): number {
  if (block[start + 4] !== 45 || block[start + 10] !== 84) return start; // "2026-11-23T…"
  const space = block.indexOf(SPACE, start);
  return space < 0 || space >= end || space - start > MOST ? start : space + 1;
}
