import { keyOf } from "./tokens.ts";

/** Something people ask about, under all the names they have for it. */
export interface Subject {
  readonly id: string;
  /** The passages that speak of it, the one that explains it first. None: it lies outside the article. */
  readonly passages: readonly string[];
  /** How much a passage gains by it: 1 for what only one passage speaks of, little for "docker". */
  readonly weight: number;
  /**
   * "rolling update": its words must occur, in any order. "@machine @fail": one word of each of these classes must occur.
   * A Chinese name is one word; "镜像 太大" are two, anywhere in the question.
   */
  readonly names: readonly string[];
}

/** A name ready for comparing. */
export interface Pattern {
  readonly parts: readonly string[];
  readonly subjects: Subject[];
}

/** The subjects' names, found by their parts. */
export class Names {
  readonly #whole = new Map<string, Pattern>();
  readonly #byPart = new Map<string, Pattern[]>();

  /** `learn` is told each Latin word, for the spelling. */
  constructor(subjects: readonly Subject[], learn: (word: string) => void) {
    for (const subject of subjects) for (const name of subject.names) this.#add(name, subject, learn);
  }

  #add(name: string, subject: Subject, learn: (word: string) => void): void {
    const parts = name
      .split(" ")
      .map((part) => (part.startsWith("@") ? part : keyOf(part, learn)))
      .filter((part) => part !== "");
    const whole = parts.join("");
    const same = this.#whole.get(whole);
    if (same) {
      same.subjects.push(subject);
      return;
    }
    const pattern = { parts, subjects: [subject] };
    this.#whole.set(whole, pattern);
    if (parts.length === 1) return;
    for (const part of new Set(parts)) {
      const others = this.#byPart.get(part);
      if (others) others.push(pattern);
      else this.#byPart.set(part, [pattern]);
    }
  }

  /** The name that is spelt exactly so. */
  called = (text: string): Pattern | undefined => this.#whole.get(text);

  /** Names of several parts, one of which is this. */
  having = (part: string): readonly Pattern[] => this.#byPart.get(part) ?? [];
}
