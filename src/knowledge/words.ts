import { keyOf } from "./tokens.ts";

/**
 * What a word is that belongs to no subject. Filler says nothing about what is asked ("how do I", 怎么); a common word may
 * ("Who *chairs* the CNCF?"), but weighs little.
 */
export type Plain = "filler" | "common";

export interface WordLists {
  /** Lines of words, separated by semicolons. */
  readonly filler: readonly string[];
  readonly common: readonly string[];
  /** Words that stand for one another in a name: "machine" is a node, a server, 主机. */
  readonly classes: Readonly<Record<string, readonly string[]>>;
}

export class Words {
  readonly #classes = new Map<string, string[]>();
  readonly #plain = new Map<string, Plain>();

  /** `learn` is told each Latin word, for the spelling. */
  constructor({ filler, common, classes }: WordLists, learn: (word: string) => void) {
    for (const word of common.flatMap((line) => line.split("; "))) this.#plain.set(keyOf(word, learn), "common");
    for (const word of filler.flatMap((line) => line.split("; "))) this.#plain.set(keyOf(word, learn), "filler");
    for (const [name, members] of Object.entries(classes)) {
      for (const member of members) {
        const word = keyOf(member, learn);
        this.#classes.set(word, [...this.classes(word), `@${name}`]);
        if (!this.#plain.has(word)) this.#plain.set(word, "filler");
      }
    }
  }

  /** The classes that a word belongs to, as names write them: "@machine". */
  classes = (word: string): readonly string[] => this.#classes.get(word) ?? [];
  plain = (word: string): Plain | undefined => this.#plain.get(word);
}
