/**
 * Words for people, with what came from outside kept apart. `say` is a template tag: the literal parts are ours, the
 * values are data. Each renderer escapes the two differently, so text from a cluster can never mention, link or format.
 */
export interface Text {
  readonly literals: readonly string[];
  readonly values: readonly string[];
}

/** say`Scaled ${"deploy/web"} to ${5}`. A value that is itself a Text is woven in, its own values still apart. */
export function say(literals: TemplateStringsArray, ...values: readonly (string | number | Text)[]): Text {
  const text = { literals: [literals[0] ?? ""], values: [] as string[] };
  values.forEach((value, i) => {
    if (typeof value === "object") append(text, value);
    else {
      text.values.push(String(value));
      text.literals.push("");
    }
    text.literals[text.literals.length - 1] += literals[i + 1] ?? "";
  });
  return text;
}

function append(text: { literals: string[]; values: string[] }, more: Text): void {
  text.literals[text.literals.length - 1] += more.literals[0] ?? "";
  text.literals.push(...more.literals.slice(1));
  text.values.push(...more.values);
}

/** Several Texts in a row, with words of ours between them. */
export function join(texts: readonly Text[], between: string): Text {
  return texts.reduce((all, text, i) => (i === 0 ? text : say`${all}${literal(between)}${text}`), say``);
}

/** Data whose line breaks count, such as a paragraph of documentation. A line of it may look like one of ours. */
export const lined = (data: string): Text =>
  join(
    data.split("\n").map((line) => say`${line}`),
    "\n",
  );

/** Words of our own that are only known at run time (a command's usage, a count with its noun). Never for data. */
export const literal = (words: string): Text => ({ literals: [words], values: [] });

/** Fold a Text into a string; each renderer brings its own two escaping rules. */
export function weave(text: Text, ours: (words: string) => string, theirs: (data: string) => string): string {
  return text.literals
    .map((words, i) => ours(words) + (i < text.values.length ? theirs(text.values[i] ?? "") : ""))
    .join("");
}

/** For logs, tests and file names: no escaping at all. */
export const plain = (text: Text): string => weave(text, String, String);
