import { look, type Model, OUTSIDE, SCALE } from "./index-format.ts";

export interface Guess {
  /** The passages that come into question, the likeliest first; at least one. */
  readonly ranked: readonly string[];
  /** How likely the article does not answer the question: 0 … 1. */
  readonly outside: number;
}

/** Below this a passage is not second best but noise. */
const UNLIKELY = 0.001;

/** A linear model: the weights of the question's features, added up for each passage. */
export function openModel({ labels, rows, weights, bias }: Model): (features: readonly string[]) => Guess {
  const bytes = Buffer.from(weights, "base64");
  return (features) => {
    const scores = [...bias];
    for (const feature of features) {
      const row = look(rows, feature);
      if (row === undefined) continue;
      for (let label = 0; label < labels.length; label++) {
        scores[label] = (scores[label] ?? 0) + bytes.readInt8(row * labels.length + label) / SCALE;
      }
    }
    const likelihood = softmax(scores);
    const guessed = labels.map((label, i) => ({ label, likely: likelihood[i] ?? 0 }));
    const passages = guessed.filter(({ label }) => label !== OUTSIDE).sort((a, b) => b.likely - a.likely);
    return {
      ranked: passages.filter(({ likely }, i) => i === 0 || likely > UNLIKELY).map(({ label }) => label),
      outside: guessed.find(({ label }) => label === OUTSIDE)?.likely ?? 0,
    };
  };
}

/** Scores as likelihoods that add up to 1. */
export function softmax(scores: readonly number[]): number[] {
  const highest = Math.max(...scores);
  const powers = scores.map((score) => Math.exp(score - highest));
  const total = powers.reduce((sum, power) => sum + power, 0);
  return powers.map((power) => power / total);
}
