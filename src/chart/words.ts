/** What stands in a picture has to have a shape there, and room. */

/** How the picture's own fonts see a text. */
export interface Pen {
  /** Pixels. */
  readonly width: (text: string) => number;
  /** Whether there is a shape for this character; for others there is an empty box. */
  readonly knows: (character: string) => boolean;
}

/** Variants and skin tones, for which there is one shape only; joiners, marks of direction, control characters. */
const SHAPELESS = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Variation_Selector}\p{Emoji_Modifier}]/gu;

/** An empty box says nothing: what has no shape becomes a question mark, and what is invisible goes. */
export const drawable = (text: string, { knows }: Pen): string =>
  Array.from(text.normalize("NFC").replace(SHAPELESS, ""), (sign) => (knows(sign) ? sign : "?")).join("");

/** As much of a name as there is room for. The end of a Pod's name tells it apart, so the middle goes. */
export function shortened(text: string, room: number, { width }: Pen): string {
  if (width(text) <= room) return text;
  const letters = Array.from(text);
  for (let kept = letters.length - 1; kept > 2; kept--) {
    const end = Math.floor(kept / 2);
    const short = `${letters.slice(0, kept - end).join("")}…${letters.slice(letters.length - end).join("")}`;
    if (width(short) <= room) return short;
  }
  return `${letters[0] ?? ""}…`;
}
