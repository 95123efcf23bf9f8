/** Makes data/index.json of the other files there. Run it after each change of them: node src/knowledge/compile.ts */
import { writeFileSync } from "node:fs";
import outside from "./data/outside.json" with { type: "json" };
import questions from "./data/questions.json" with { type: "json" };
import inside from "./data/subjects.json" with { type: "json" };
import words from "./data/words.json" with { type: "json" };
import type { Index, LineIndex, Pattern, Plain } from "./index-format.ts";
import { articleLines } from "./passages.ts";
import { key, terms, units } from "./tokens.ts";

/**
 * A name in subjects.json: "rolling update" means that both words must occur, in any order; "@machine @fail", that a word
 * of each of these classes must. A Chinese name is one word; "镜像 太大" are two, anywhere in the question.
 */
export function compile(): Index {
  const spelling = new Set<string>();
  const keyOf = (text: string): string => {
    const parsed = units(text);
    for (const unit of parsed) if (!unit.han) spelling.add(unit.text);
    return key(parsed);
  };
  const subjects = [...inside, ...outside];
  const names = new Grouped<number>();
  const byPart = new Grouped<number>();
  const patterns: Pattern[] = [];
  subjects.forEach((subject, number) => {
    for (const name of subject.names) {
      const parts = name.split(" ").map((part) => (part.startsWith("@") ? part : keyOf(part)));
      const whole = parts.filter((part) => part !== "");
      names.add(whole.join(""), number);
      if (whole.length === 1) continue;
      for (const part of whole) byPart.add(part, patterns.length);
      patterns.push({ parts: whole, subject: number });
    }
  });
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
  return {
    subjects: subjects.map(({ id, passages, weight }) => ({ id, passages, weight })),
    names: names.table(),
    patterns,
    byPart: byPart.table(),
    plain: Object.fromEntries(plain),
    classes: classes.table(),
    spelling: [...spelling].filter((word) => word.length > 3),
    lines: compileLines(),
  };
}

function compileLines(): LineIndex {
  const asked = Object.entries(questions).flatMap(([passage, some]) => some.map((text) => ({ passage, text })));
  const lines = [...articleLines, ...asked];
  const found = new Grouped<number>();
  const lengths = lines.map(({ text }, number) => {
    const distinct = new Set(terms(units(text)));
    for (const term of distinct) found.add(term, number);
    return distinct.size;
  });
  return { passages: lines.map(({ passage }) => passage), lengths, terms: found.table() };
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

if (import.meta.main) writeFileSync(new URL("./data/index.json", import.meta.url), `${JSON.stringify(compile())}\n`);
