/**
 * What `compile.ts` makes of the files in data/, so that nothing needs to be taken apart before the first answer: reading
 * the 20,000 names and words themselves took 150 ms, this file takes 10.
 */
export interface Index {
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
  readonly lines: LineIndex;
}

export interface Subject {
  readonly id: string;
  /** The passages that speak of it, the one that explains it first. None: it lies outside the article. */
  readonly passages: readonly string[];
  /** How much a passage gains by it: 1 for what only one passage speaks of, little for "docker". */
  readonly weight: number;
}

export interface Pattern {
  readonly parts: readonly string[];
  readonly subject: number;
}

/**
 * What a word is that belongs to no subject. Filler says nothing about what is asked ("how do I", 怎么); a common word may
 * ("who *chairs* the CNCF"), but weighs little.
 */
export type Plain = "filler" | "common";

/** Lines that each speak of one passage: of its own text in either language, or a question that it answers. */
export interface LineIndex {
  readonly passages: readonly string[];
  /** How many terms each has. */
  readonly lengths: readonly number[];
  /** A term → the numbers of the lines that have it. */
  readonly terms: Table<readonly number[]>;
}

type Table<T> = Readonly<Record<string, T>>;

/** What a table says of a word that people typed, which may be "constructor". */
export const look = <T>(table: Table<T>, word: string): T | undefined =>
  Object.hasOwn(table, word) ? table[word] : undefined;
