import { type Model, SCALE } from "./index-format.ts";
import { softmax } from "./model.ts";

/** A question whose answer is known. */
export interface Example {
  readonly label: string;
  readonly features: readonly string[];
}

const ROUNDS = 60;
const STEP = 0.3;
/** Pulls weights back to nothing that only a few examples speak for. */
const DECAY = 1e-3;
/** Each time, this part of a question's features is left out, so that none of them is relied on alone. */
const LEFT_OUT = 0.5;

/**
 * Learns from examples how much each feature speaks for each label: logistic regression with AdaGrad steps. The same
 * examples make the same model, for chance here is a sequence that always starts alike. Takes about two seconds.
 */
export function train(labels: readonly string[], examples: readonly Example[]): Model {
  const rows: Record<string, number> = Object.create(null);
  const rowOf = (feature: string): number => (rows[feature] ??= Object.keys(rows).length);
  const known = examples.map(({ label, features }) => ({ label: labels.indexOf(label), rows: features.map(rowOf) }));
  const weights = new Float64Array(Object.keys(rows).length * labels.length);
  const squares = new Float64Array(weights.length).fill(1e-8);
  const bias = labels.map(() => 0);
  const chance = sequence();

  for (let round = 0; round < ROUNDS; round++) {
    for (const example of shuffled(known, chance)) {
      const kept = example.rows.filter(() => chance() > LEFT_OUT);
      const scores = bias.map((start, label) =>
        kept.reduce((sum, row) => sum + (weights[row * labels.length + label] ?? 0), start),
      );
      softmax(scores).forEach((likely, label) => {
        const error = likely - (label === example.label ? 1 : 0);
        bias[label] = (bias[label] ?? 0) - 0.01 * error;
        for (const row of kept) {
          const at = row * labels.length + label;
          const slope = error + DECAY * (weights[at] ?? 0);
          squares[at] = (squares[at] ?? 0) + slope * slope;
          weights[at] = (weights[at] ?? 0) - (STEP * slope) / Math.sqrt(squares[at] ?? 1);
        }
      });
    }
  }
  return {
    labels,
    rows: { ...rows },
    weights: packed(weights),
    bias: bias.map((value) => Math.round(value * 1000) / 1000),
  };
}

const packed = (weights: Float64Array): string =>
  Buffer.from(
    Int8Array.from(weights, (weight) => Math.max(-128, Math.min(127, Math.round(weight * SCALE)))).buffer,
  ).toString("base64");

/** Numbers from 0 to 1 that look like chance and are the same each time. */
function sequence(): () => number {
  let state = 1;
  return () => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7f_ff_ff_ff;
    return state / 0x7f_ff_ff_ff;
  };
}

const shuffled = <T>(all: readonly T[], chance: () => number): T[] =>
  all
    .map((one) => ({ one, at: chance() }))
    .sort((a, b) => a.at - b.at)
    .map(({ one }) => one);
