/** How a word that somebody typed stands in a sentence of ours. */

/** More of it nobody needs to see to know which word is meant; the longest name in Kubernetes has 253 characters. */
const LONGEST = 80;

/** Letters and digits at both ends but for the dashes of an option, nothing invisible in between. */
const PLAIN = /^-{0,2}[\p{L}\p{N}](?:[^\s\p{C}]*[\p{L}\p{N}])?$/u;

/**
 * A plain word as it is. Anything else in quotation marks: an empty word, a lone dot or a character that nobody can see
 * would leave a hole in the sentence, or end it too early.
 */
export const quoted = (word: string): string => (PLAIN.test(word) ? shortened(word) : inQuotes(word));

/** Invisible characters by their number: two names that look alike may differ in nothing else. */
export const inQuotes = (text: string): string =>
  `"${shortened(text.toWellFormed()).replace(/[\p{C}\u2028\u2029]/gu, (hidden) => `\\u{${hidden.codePointAt(0)?.toString(16)}}`)}"`;

export function shortened(text: string): string {
  if (text.length <= LONGEST) return text;
  return `${text
    .slice(0, LONGEST)
    .toWellFormed()
    .replace(/\ufffd$/, "")}…`;
}
