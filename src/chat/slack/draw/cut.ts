/** Cutting text to a length that Slack counts after escaping, never inside an entity or a surrogate pair. */

export interface Cut {
  readonly text: string;
  readonly cut: boolean;
}

/** How long a UTF-16 unit is on the wire: `&amp;` counts five. */
const weight = (unit: number): number => (unit === 38 ? 5 : unit === 60 || unit === 62 ? 4 : 1);

const isLow = (unit: number): boolean => unit >= 0xdc00 && unit <= 0xdfff;

/**
 * As much of `text` (still unescaped) from one end as has at most `max` characters once escaped.
 * @param keep which end matters: a log's last line is where the error is
 */
export function cut(text: string, max: number, keep: "start" | "end" = "start"): Cut {
  let room = max;
  if (keep === "start") {
    let end = 0;
    while (end < text.length && (room -= weight(text.charCodeAt(end))) >= 0) end += 1;
    if (end === text.length) return { text, cut: false };
    return { text: text.slice(0, isLow(text.charCodeAt(end)) ? end - 1 : end), cut: true };
  }
  let start = text.length;
  while (start > 0 && (room -= weight(text.charCodeAt(start - 1))) >= 0) start -= 1;
  if (start === 0) return { text, cut: false };
  return { text: text.slice(isLow(text.charCodeAt(start)) ? start + 1 : start), cut: true };
}

/** The same, in whole lines, unless a single line is longer than all the room there is. */
export function cutLines(text: string, max: number, keep: "start" | "end"): Cut {
  const rough = cut(text, max, keep);
  if (!rough.cut) return rough;
  const at = keep === "start" ? rough.text.lastIndexOf("\n") : rough.text.indexOf("\n");
  if (at < 0) return rough;
  return { text: keep === "start" ? rough.text.slice(0, at) : rough.text.slice(at + 1), cut: true };
}

/** Escaped text in pieces of at most `max` characters, broken where there is white space, in an emergency anywhere between characters. */
export function pieces(escaped: string, max: number): string[] {
  const all: string[] = [];
  let rest = escaped;
  while (rest.length > max) {
    const space = Math.max(rest.lastIndexOf("\n", max), rest.lastIndexOf(" ", max));
    const at = space > max / 2 ? space : betweenCharacters(rest, max);
    all.push(rest.slice(0, at));
    rest = rest.slice(at).trimStart();
  }
  if (rest !== "") all.push(rest);
  return all;
}

/** Not after half a surrogate pair, not within `&amp;`. */
function betweenCharacters(escaped: string, at: number): number {
  const start = escaped.lastIndexOf("&", at - 1);
  const entity = /^&(?:amp|lt|gt);/.exec(escaped.slice(start, start + 5));
  if (start >= 0 && entity && start + entity[0].length > at) return start;
  return isLow(escaped.charCodeAt(at)) ? at - 1 : at;
}

/** For plain_text, where nothing is escaped: at most `max` characters, the last of them an ellipsis if need be. */
export const shorten = (text: string, max: number): string =>
  text.length <= max ? text : `${text.slice(0, isLow(text.charCodeAt(max - 1)) ? max - 2 : max - 1)}…`;
