/** One measured figure. Absolute times belong to a machine; what is judged is a ratio to a yardstick of the same run. */
export interface Figure {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  /** The yardstick in words, with what it measured. */
  readonly against: string;
  /** value / yardstick, or yardstick / value where more is better. */
  readonly ratio: number;
  readonly goal: string;
  readonly met: boolean;
}

interface Measured {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  readonly against: string;
  /** What the yardstick measured, in the same unit. */
  readonly yardstick: number;
}

/** Costs at most this many times as much as the yardstick. */
export function atMost(times: number, measured: Measured): Figure {
  const ratio = measured.value / measured.yardstick;
  return { ...told(measured), ratio, goal: `≤ ${times} ×`, met: ratio <= times };
}

/** Is at least this many times as fast as the yardstick. */
export function fasterThan(times: number, measured: Measured): Figure {
  const ratio = measured.yardstick / measured.value;
  return { ...told(measured), ratio, goal: `≥ ${times} × as fast`, met: ratio >= times };
}

/** Stays below a limit of its own: a size, a count, or a time that people feel. */
export function below(limit: number, { name, value, unit }: Pick<Measured, "name" | "value" | "unit">): Figure {
  const inWords = `${limit} ${unit}`;
  return { name, value, unit, against: inWords, ratio: value / limit, goal: `≤ ${inWords}`, met: value <= limit };
}

const told = ({ name, value, unit, against, yardstick }: Measured) => ({
  name,
  value,
  unit,
  against: `${against}: ${round(yardstick)} ${unit}`,
});

export const median = (values: readonly number[]): number => percentile(values, 50);

export function percentile(values: readonly number[], percent: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  const last = sorted.at(Math.min(sorted.length - 1, Math.floor((sorted.length * percent) / 100)));
  if (last === undefined) throw new Error("nothing was measured");
  return last;
}

/** The same number in the table and in --json. */
export const round = (value: number): number => Number(value.toPrecision(4));
