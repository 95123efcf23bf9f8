/**
 * What every line that a pattern matches must hold: looking for that among the bytes spares most lines the pattern itself.
 * grep does the same. Careful rather than clever: what is not plainly required is taken for nothing.
 */

/** Three letters or fewer are in too many lines to spare anything. */
const WORTHWHILE = 4;

/** @returns the texts that stand in every match, in no order; none where none is known, or only short ones */
export function requiredTexts(pattern: string): readonly string[] {
  // Flags may make it blind to case, and \Q quotes in a way of its own.
  if (/\(\?|\\Q/.test(pattern)) return [];
  const texts: string[] = [];
  let text = "";
  const end = () => {
    if (text.length >= WORTHWHILE) texts.push(text);
    text = "";
  };
  for (let at = 0; at < pattern.length; ) {
    const part = PART.exec(pattern.slice(at))?.[0] ?? "";
    if (part === "" || part === "|") return [];
    at += part.length;
    const repeated = QUANTIFIER.exec(pattern.slice(at))?.[0] ?? "";
    at += repeated.length;
    const letter = plainLetter(part);
    if (letter !== undefined && (repeated === "" || repeated.startsWith("+"))) text += letter;
    if (letter === undefined || repeated !== "") end();
  }
  end();
  return texts;
}

/** The letter that this part stands for, and for no other: "a", " ", "\.". Beyond ASCII the bytes of a log may be no text. */
function plainLetter(part: string): string | undefined {
  if (part.length === 1) return META.has(part) || part > "~" ? undefined : part;
  return /^\\[!-/:-@[-`{-~]$/.test(part) ? part.slice(1) : undefined;
}

/** Of a pattern the next part: a group with all that is in it, a class, an escape, or one character. */
const PART =
  /^(?:\((?:[^()[\]\\]|\\[^]|\[\^?\]?(?:[^\]\\]|\\[^])*\]|\((?:[^()[\]\\]|\\[^])*\))*\)|\[\^?\]?(?:\[:\^?\w+:\]|[^\]\\]|\\[^])*\]|\\[pP](?:\{[^}]*\}|[^{])|\\x\{[^}]*\}|\\x[0-9a-fA-F]{2}|\\[0-7]{1,3}|\\[^]|[^()[\]])/;
const QUANTIFIER = /^(?:[*+?]|\{\d+(?:,\d*)?\})\??/;
const META = new Set([".", "^", "$", "*", "+", "?", "{", "}"]);
