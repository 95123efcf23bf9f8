import outside from "./data/outside-subjects.json" with { type: "json" };
import inside from "./data/subjects.json" with { type: "json" };
import words from "./data/words.json" with { type: "json" };
import type { Pattern, Plain, Subject, Vocabulary } from "./index-format.ts";
import { key, units } from "./tokens.ts";

/**
 * Takes names and words apart, as questions will be. A name "rolling update" means that both words must occur, in any
 * order; "@machine @fail", that a word of each of these classes must. A Chinese name is one word; "镜像 太大" are two.
 */
export function compileVocabulary(): Vocabulary {
  const spelling = new Set<string>();
  const keyOf = (text: string): string => {
    const parsed = units(text);
    for (const { text: word, han } of parsed) if (!han && word.length > 3) spelling.add(word);
    return key(parsed);
  };
  return { ...compileNames(keyOf), ...compileWords(keyOf), spelling: [...spelling] };
}

function compileNames(keyOf: (text: string) => string): Pick<Vocabulary, "subjects" | "names" | "patterns" | "byPart"> {
  const subjects: Subject[] = [];
  const names = new Grouped<number>();
  const byPart = new Grouped<number>();
  const patterns: Pattern[] = [];
  for (const one of [...inside, ...outside.map((subject) => ({ ...subject, place: "outside" }))]) {
    const subject = subjects.push({ id: one.id, place: placeOf(one.place) }) - 1;
    for (const name of one.names) {
      const parts = name.split(" ").map((part) => (part.startsWith("@") ? part : keyOf(part)));
      const whole = parts.filter((part) => part !== "");
      names.add(whole.join(""), subject);
      if (whole.length === 1) continue;
      for (const part of whole) byPart.add(part, patterns.length);
      patterns.push({ parts: whole, subject });
    }
  }
  return { subjects, names: names.table(), patterns, byPart: byPart.table() };
}

const placeOf = (place: string | undefined): Subject["place"] =>
  place === "outside" || place === "general" ? place : "inside";

function compileWords(keyOf: (text: string) => string): Pick<Vocabulary, "plain" | "classes"> {
  const classes = new Grouped<string>();
  const plain = new Map<string, Plain>();
  const listed = (lines: readonly string[]): string[] => lines.flatMap((line) => line.split("; ")).map(keyOf);
  for (const word of listed(words.common)) plain.set(word, "common");
  for (const word of listed(words.filler)) plain.set(word, "filler");
  for (const [name, members] of Object.entries(words.classes)) {
    for (const word of members.map(keyOf)) {
      classes.add(word, `@${name}`);
      if (!plain.has(word)) plain.set(word, "filler");
    }
  }
  return { plain: Object.fromEntries(plain), classes: classes.table() };
}

/** Several values a key, each once. */
class Grouped<T> {
  readonly #all = new Map<string, Set<T>>();

  add(at: string, value: T): void {
    const values = this.#all.get(at);
    if (values) values.add(value);
    else this.#all.set(at, new Set([value]));
  }

  table(): Record<string, readonly T[]> {
    return Object.fromEntries([...this.#all].map(([at, values]) => [at, [...values]]));
  }
}
