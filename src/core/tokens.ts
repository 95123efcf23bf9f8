/** Splits a line like a shell would, but literally: no variables, no globs, no operators, no escapes. */
export interface Token {
  readonly text: string;
  /** Where it starts in the line, so that "the rest" can be taken verbatim. */
  readonly start: number;
  /** A quoted word is never an option. */
  readonly quoted: boolean;
}

/** Phones turn quotes and dashes typographic, and Slack sends no-break spaces. Each is one character, so positions hold. */
const straight = (line: string): string =>
  line
    .replace(/[“”„«»]/g, '"')
    .replace(/[‘’‚]/g, "'")
    .replace(/[\u00a0\u2007\u202f]/g, " ");

const WORD = /(?:[^\s"'=]+=)?(?:"([^"]*)"|'([^']*)')(?=\s|$)|\S+/g;

export function tokens(line: string): Token[] {
  return [...straight(line).matchAll(WORD)].map((match) => {
    const inner = match[1] ?? match[2];
    const whole = match[0];
    const key = inner === undefined ? "" : whole.slice(0, whole.length - inner.length - 2);
    return {
      text: inner === undefined ? dashes(whole) : key + inner,
      start: match.index,
      quoted: inner !== undefined && key === "",
    };
  });
}

/** iOS makes one em dash of two hyphens, some keyboards an en dash of one. Only at the start of a word are they options. */
const dashes = (word: string): string =>
  word
    .replace(/^[—―](?=[a-z])/i, "--")
    .replace(/^–(?=[a-z][a-z])/i, "--")
    .replace(/^–(?=[a-z])/i, "-");

/** A remainder that is quoted as a whole was quoted to keep it together; otherwise quotes are part of it. */
export function unquote(rest: string): string {
  const inner = /^"([^"]*)"$|^'([^']*)'$/.exec(straight(rest));
  return inner ? rest.slice(1, -1) : rest;
}
