import type { Lines } from "./lines.ts";
import type { Mention } from "./reading.ts";
import type { Unit } from "./tokens.ts";

/** Half a point for a text score of 10, never more than one point: likeness alone must not outdo a subject that is named. */
const HALF = 10;
const SUBJECT = 0.9;
/** What a subject gives to the first, second and third passage that it belongs to. */
const SHARES = [1, 0.7, 0.5];

/** Passages, best first: by the line that is most like the question, and by the subjects that it names. */
export function rank(question: readonly Unit[], mentions: readonly Mention[], lines: Lines): string[] {
  const scores = new Map<string, number>();
  for (const [passage, score] of lines.like(question)) scores.set(passage, score / (score + HALF));
  for (const subject of new Set(mentions.map(({ means }) => means))) {
    if (typeof subject === "string") continue;
    subject.passages.forEach((passage, i) => {
      scores.set(passage, (scores.get(passage) ?? 0) + SUBJECT * subject.weight * (SHARES[i] ?? 0));
    });
  }
  return [...scores].sort(([a, x], [b, y]) => y - x || a.localeCompare(b)).map(([passage]) => passage);
}
