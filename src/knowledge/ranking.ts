import { type LineIndex, look } from "./index-format.ts";
import type { Mention } from "./reading.ts";
import { terms, type Unit } from "./tokens.ts";

/** Half a point for a text score of 10, never more than one point: likeness alone must not outdo a subject that is named. */
const HALF = 10;
const SUBJECT = 0.9;
/** What a subject gives to the first, second and third passage that it belongs to. */
const SHARES = [1, 0.7, 0.5];

/** Passages, best first: by the line that is most like the question, and by the subjects that it names. */
export function rank(question: readonly Unit[], mentions: readonly Mention[], lines: LineIndex): string[] {
  const scores = new Map<string, number>();
  for (const [passage, score] of likeness(question, lines)) scores.set(passage, score / (score + HALF));
  for (const subject of new Set(mentions.map(({ means }) => means))) {
    if (typeof subject === "string") continue;
    subject.passages.forEach((passage, i) => {
      scores.set(passage, (scores.get(passage) ?? 0) + SUBJECT * subject.weight * (SHARES[i] ?? 0));
    });
  }
  return [...scores].sort(([a, x], [b, y]) => y - x || a.localeCompare(b)).map(([passage]) => passage);
}

/** The usual constants of BM25: how soon a repeated word stops counting, and how much a long line is held back. */
const K = 1.2;
const B = 0.7;

/**
 * How much the most similar line of each passage is like the question (BM25). Each line stands alone: as one long document
 * a passage, its many example questions would drown each other. MiniSearch finds the same passages, but needs 60 ms and
 * 7 MB for its index of prefixes, which nobody uses here.
 */
function likeness(question: readonly Unit[], { passages, lengths, terms: places }: LineIndex): Map<string, number> {
  const average = lengths.reduce((sum, length) => sum + length, 0) / lengths.length;
  const scores = new Map<number, number>();
  for (const term of new Set(terms(question))) {
    const lines = look(places, term) ?? [];
    const rarity = Math.log(1 + (lengths.length - lines.length + 0.5) / (lines.length + 0.5));
    for (const line of lines) {
      const length = 1 - B + (B * (lengths[line] ?? 0)) / average;
      scores.set(line, (scores.get(line) ?? 0) + (rarity * (K + 1)) / (1 + K * length));
    }
  }
  const best = new Map<string, number>();
  for (const [line, score] of scores) {
    const passage = passages[line] ?? "";
    best.set(passage, Math.max(best.get(passage) ?? 0, score));
  }
  return best;
}
