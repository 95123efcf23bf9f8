/** Numbers as a line of text, where a picture is too much. */
const BARS = "▁▂▃▄▅▆▇█";

/**
 * @param width characters
 * @returns bars from 0 to the highest value; several numbers that share a character are shown by their highest
 */
export function sparkline(values: readonly number[], width = 32): string {
  if (values.length === 0) return "";
  const columns = Math.min(width, values.length);
  const top = Math.max(...values, 0);
  return Array.from({ length: columns }, (_, i) => {
    const some = values.slice(
      Math.floor((i * values.length) / columns),
      Math.floor(((i + 1) * values.length) / columns),
    );
    const share = top === 0 ? 0 : Math.max(...some, 0) / top;
    return BARS[Math.min(BARS.length - 1, Math.floor(share * BARS.length))];
  }).join("");
}
