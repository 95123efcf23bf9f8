/** Numbers as a line of text, where a picture is too much. */
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
