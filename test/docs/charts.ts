/** The charts of docs/prometheus.md. `node test/docs/charts.ts` draws them anew. */
import { writeFileSync } from "node:fs";
import { createCharts } from "../../src/chart/index.ts";
import type { Chart, ChartLine } from "../../src/core/chart.ts";
import { say } from "../../src/core/text.ts";
import { trend } from "../../src/core/trend.ts";

const MINUTE = 60_000;
const to = Date.UTC(2026, 10, 28, 9, 40);
const range = { from: to - 60 * MINUTE, to };

/** A quarter of a minute apart. It wavers, as real numbers do, and the same each time. */
function line(name: string, level: (minute: number) => number, more: Partial<ChartLine> = {}): ChartLine {
  const points = Array.from({ length: 241 }, (_, i) => {
    const wave = 1 + 0.04 * Math.sin(i / 6 + name.length) + 0.015 * Math.sin(i * 1.7);
    return { at: range.from + (i * MINUTE) / 4, value: level(i / 4) * wave };
  });
  return { name, points, ...more };
}
const chart = (drawn: Omit<Chart, "range" | "words" | "levels" | "marks"> & Partial<Chart>): Chart => {
  const whole = { range, levels: [], marks: [], ...drawn };
  return { ...whole, words: say`${whole.title} in the last 1h: ${trend(whole)}` };
};

export const CHARTS: Readonly<Record<string, Chart>> = {
  line: chart({
    ...{ title: "Requests of deploy/cart", unit: "1/s" },
    lines: [line("", (minute) => 57 + 9 * Math.sin(minute / 14))],
  }),
  limits: chart({
    ...{ title: "CPU of deploy/web", unit: "cores" },
    lines: [line("", (minute) => (minute < 32 ? 0.21 : 0.44))],
    levels: [
      { name: "asked for", value: 0.3 },
      { name: "limit", value: 0.6 },
    ],
    marks: [
      { name: "revision 14", at: range.from + 30 * MINUTE },
      { name: "3 to 5 pods", at: range.from + 46 * MINUTE },
    ],
  }),
  compared: chart({
    ...{ title: "Failed requests of deploy/checkout", unit: "share" },
    lines: [line("now", (minute) => (minute < 25 ? 0.004 : 0.031)), line("1d ago", () => 0.0045, { earlier: true })],
    marks: [{ name: "revision 8", at: range.from + 24 * MINUTE }],
  }),
  names: chart({
    ...{ title: "各服务的内存", unit: "bytes" },
    lines: [
      line("结账服务 🛒", (minute) => (180 + 3 * minute) * 2 ** 20),
      line("购物车", () => 320 * 2 ** 20),
      line("検索サービス", (minute) => (240 + 30 * Math.sin(minute / 9)) * 2 ** 20),
      line("web-7d9f8c6b5d-x2x7p", () => 120 * 2 ** 20),
    ],
  }),
};

export const fileOf = (name: string): string => `docs/charts/${name}.png`;

if (process.argv[1]?.endsWith("charts.ts")) {
  process.env.TZ = "UTC";
  const charts = createCharts();
  for (const [name, one] of Object.entries(CHARTS)) writeFileSync(fileOf(name), await charts.draw(one));
  await charts.close();
}
