/** One measured figure. Absolute times belong to a machine; what is judged is a ratio to a yardstick of the same run. */
export interface Figure {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  /** The yardstick, in words, and what it measured. */
  readonly against: string;
  readonly yardstick?: number;
  /** value / yardstick, or yardstick / value where more is better. */
  readonly ratio: number;
  readonly goal: string;
  readonly met: boolean;
}

/** Not longer than this many times the yardstick. */
export const atMost = (
  name: string,
  value: number,
  unit: string,
  against: string,
  yardstick: number,
  times: number,
): Figure => {
  const ratio = value / yardstick;
  return { name, value, unit, against, yardstick, ratio, goal: `≤ ${times} ×`, met: ratio <= times };
};

/** This many times faster than the yardstick. */
export const fasterThan = (
  name: string,
  value: number,
  unit: string,
  against: string,
  yardstick: number,
  times: number,
): Figure => {
  const ratio = yardstick / value;
  return { name, value, unit, against, yardstick, ratio, goal: `≥ ${times} × faster`, met: ratio >= times };
};

/** Not above a limit of its own: a size, a count, or a time that people feel. */
export const below = (name: string, value: number, unit: string, limit: number): Figure => ({
  name,
  value,
  unit,
  against: `${limit} ${unit}`,
  yardstick: limit,
  ratio: value / limit,
  goal: `≤ ${limit} ${unit}`,
  met: value <= limit,
});

export const median = (values: readonly number[]): number => percentile(values, 50);

export function percentile(values: readonly number[], percent: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  const last = sorted.at(Math.min(sorted.length - 1, Math.floor((sorted.length * percent) / 100)));
  if (last === undefined) throw new Error("nothing was measured");
  return last;
}

/** How much to do. A smoke run shows that every figure is produced, and is not worth reading. */
export interface Effort {
  readonly smoke: boolean;
  /** Where a real control plane could be started: its kubeconfig and its kubectl; else the embedded cluster's. */
  readonly cluster: BenchCluster;
}

export interface BenchCluster {
  readonly real: boolean;
  readonly kubeconfig: string;
  readonly kubectl: string;
  /** What is in it. */
  readonly pods: { readonly namespaces: number; readonly each: number };
}

/** Pads nothing, rounds once: the same number in the table and in --json. */
export const round = (value: number): number => Number(value.toPrecision(4));
