/**
 * A Chart on its way into another thread. Thousands of little objects would be copied one by one, which holds this thread
 * up for a millisecond or more; numbers in a row change hands as they are.
 */
import type { Chart, ChartLine } from "../core/chart.ts";

export interface Packed extends Omit<Chart, "lines"> {
  readonly lines: readonly PackedLine[];
}

interface PackedLine extends Omit<ChartLine, "points"> {
  /** In pairs: when, how much. */
  readonly numbers: Float64Array<ArrayBuffer>;
}

export const pack = (chart: Chart): Packed => ({ ...chart, lines: chart.lines.map(packLine) });

function packLine({ points, ...line }: ChartLine): PackedLine {
  const numbers = new Float64Array(points.length * 2);
  for (const [i, { at, value }] of points.entries()) {
    numbers[2 * i] = at;
    numbers[2 * i + 1] = value;
  }
  return { ...line, numbers };
}

export const unpack = (packed: Packed): Chart => ({
  ...packed,
  lines: packed.lines.map(({ numbers, ...line }) => ({
    ...line,
    points: Array.from({ length: numbers.length / 2 }, (_, i) => ({
      at: numbers[2 * i] ?? 0,
      value: numbers[2 * i + 1] ?? 0,
    })),
  })),
});
