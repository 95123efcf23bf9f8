/**
 * What `compile.ts` makes of the files in data/: everything that can be worked out before a question is asked. Taking the
 * names and words apart at the first question took 150 ms; reading this file takes 10.
 */
export interface Index extends Vocabulary {
  /** The digest of the files that it was made from. */
  readonly madeFrom: string;
  readonly model: Model;
}

export interface Vocabulary {
  readonly subjects: readonly Subject[];
  /** The key of a name → the numbers of the subjects that have it. */
  readonly names: Table<readonly number[]>;
  /** Names of several words, which may stand apart in a question. */
  readonly patterns: readonly Pattern[];
  /** A word or class of a pattern → the numbers of the patterns that have it. */
  readonly byPart: Table<readonly number[]>;
  readonly plain: Table<Plain>;
  /** A word → the classes that it belongs to, as patterns write them: "@machine". */
  readonly classes: Table<readonly string[]>;
  /** Latin words of all of these, for the spelling. */
  readonly spelling: readonly string[];
}

/** Something that people ask about. */
export interface Subject {
  readonly id: string;
  /** Outside: the article does not speak of it. General: it does, but everywhere ("docker"), which says little. */
  readonly place: "inside" | "general" | "outside";
}

export interface Pattern {
  readonly parts: readonly string[];
  readonly subject: number;
}

/**
 * What a word is that belongs to no subject. Filler says nothing about what is asked ("how do I", 怎么); a common word may
 * ("who *chairs* the CNCF").
 */
export type Plain = "filler" | "common";

/** How much each feature of a question speaks for each passage, and for none of them. */
export interface Model {
  /** Ids of the passages, and `OUTSIDE`. */
  readonly labels: readonly string[];
  /** A feature → its row of weights. */
  readonly rows: Table<number>;
  /** A signed byte for each row and label, in units of 1/`SCALE`, as base64. */
  readonly weights: string;
  readonly bias: readonly number[];
}

export const OUTSIDE = "outside";
export const SCALE = 32;

type Table<T> = Readonly<Record<string, T>>;

/** What a table says of a word that people typed, which may be "constructor". */
export const look = <T>(table: Table<T>, word: string): T | undefined =>
  Object.hasOwn(table, word) ? table[word] : undefined;
