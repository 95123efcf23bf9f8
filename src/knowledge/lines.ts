import { terms, units, type Unit } from "./tokens.ts";

/** A line that speaks of a passage: of its own text in either language, or a question that it answers. */
export interface Line {
  readonly passage: string;
  readonly text: string;
}

/** The usual constants of BM25: how soon a repeated word stops counting, and how much a long line is held back. */
const K = 1.2;
const B = 0.7;

/**
 * Finds the line that is most like a question (BM25). Each line stands alone: as one long document a passage, its many
 * example questions would drown each other. MiniSearch does the same and was tried first; for 1,300 lines it takes seven
 * times as long before the first answer and ten times the memory, mostly for prefix search, which nobody uses here.
 */
export class Lines {
  readonly #passages: readonly string[];
  readonly #lengths: readonly number[];
  readonly #average: number;
  readonly #places = new Map<string, number[]>();

  constructor(lines: readonly Line[]) {
    const found = lines.map(({ text }) => new Set(terms(units(text))));
    this.#passages = lines.map(({ passage }) => passage);
    this.#lengths = found.map(({ size }) => size);
    this.#average = this.#lengths.reduce((sum, length) => sum + length, 0) / lines.length;
    found.forEach((line, i) => {
      for (const term of line) {
        const places = this.#places.get(term);
        if (places) places.push(i);
        else this.#places.set(term, [i]);
      }
    });
  }

  /** The score of each passage's best line. */
  like(question: readonly Unit[]): Map<string, number> {
    const scores = new Map<number, number>();
    for (const term of new Set(terms(question))) {
      const places = this.#places.get(term) ?? [];
      const rarity = Math.log(1 + (this.#lengths.length - places.length + 0.5) / (places.length + 0.5));
      for (const i of places) {
        const length = 1 - B + (B * (this.#lengths[i] ?? 0)) / this.#average;
        scores.set(i, (scores.get(i) ?? 0) + (rarity * (K + 1)) / (1 + K * length));
      }
    }
    const best = new Map<string, number>();
    for (const [i, score] of scores) {
      const passage = this.#passages[i] ?? "";
      best.set(passage, Math.max(best.get(passage) ?? 0, score));
    }
    return best;
  }
}
