/** What is drawn when drawing is measured: five lines of three hundred points, with limits and something that happened. */
import type { Chart } from "../../src/core/chart.ts";
import { say } from "../../src/core/text.ts";

const LINES = 5;
const POINTS = 300;
const from = Date.UTC(2026, 10, 28, 8, 40);
export const STEP = 12_000;

/** @param turn another one for each picture */
export const pictureOf = (turn: number): Chart => ({
  title: `CPU of deploy/web, ${turn}`,
  unit: "cores",
  range: { from, to: from + POINTS * STEP },
  lines: Array.from({ length: LINES }, (_, line) => ({
    name: `web-${line}`,
    points: Array.from({ length: POINTS }, (__, i) => ({
      at: from + i * STEP,
      value: 0.2 * (line + 1) + 0.05 * Math.sin((i + turn) / (5 + line)),
    })),
  })),
  levels: [{ name: "limit", value: 1.6 }],
  marks: [{ name: "revision 14", at: from + 200 * STEP }],
  words: say`measured`,
});
