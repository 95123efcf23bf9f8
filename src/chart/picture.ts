/** A Chart → what chart.js draws. Sizes are for a phone, which shows the picture at about a third of its width. */
import type { ChartConfiguration, ChartDataset } from "chart.js";
import type { Chart, ChartLine } from "../core/chart.ts";
import { zone } from "../core/clock.ts";
import { UNITS } from "../kubernetes/units.ts";
import { look, PALETTE } from "./palette.ts";
import { ground, moments, space } from "./plugins.ts";
import { ticks } from "./time.ts";
import { drawable, type Pen, shortened } from "./words.ts";

export const SIZE = { width: 960, height: 560 } as const;
/** Names of fonts: the second has the emoji that the first lacks. */
export const FONTS = ["Noto Sans SC", "Noto Emoji"] as const;
export const FONT = { family: FONTS.map((name) => `"${name}"`).join(", "), size: 25 } as const;
/** Lines that anybody can tell apart in one picture. */
export const MOST_LINES = 8;
/** A limit far above the numbers would press them flat; the words beside the picture have it all the same. */
const WITHIN = 2.5;
const PADDING = 20;

export type Spot = { readonly x: number; readonly y: number };
type Lines = ChartDataset<"line", Spot[]>;

/** @param pen for the font in FONT */
export function picture(chart: Chart, pen: Pen): ChartConfiguration<"line", Spot[]> {
  const { unit, range, marks } = chart;
  const lines = chart.lines.slice(0, MOST_LINES);
  const highest = Math.max(0, ...lines.flatMap(({ points }) => points.map(({ value }) => value)));
  const levels = chart.levels.filter(({ value }) => value <= highest * WITHIN);
  const top = Math.max(highest, ...levels.map(({ value }) => value));
  const { per, suffix } = UNITS[unit].axis(top);
  const names = lines.length + levels.length;
  const room = SIZE.width / Math.min(2, names) - 140;
  const label = (name: string): string => shortened(drawable(name, pen), room, pen);
  const at = ticks(range);
  const gap = 3 * Math.min(...lines.map(spacing));
  const big = { ...FONT, size: FONT.size * 1.2 };
  return {
    type: "line",
    data: {
      datasets: [
        ...lines.map(
          (line, i): Lines => ({ label: label(line.name), ...stroke(line, i, lines), ...spots(line, per, gap) }),
        ),
        ...levels.map(
          ({ name, value }, i): Lines => ({
            label: label(name),
            data: [range.from, range.to].map((x) => ({ x, y: value / per })),
            borderColor: PALETTE.quiet,
            borderWidth: 3,
            borderDash: i === 0 ? [3, 7] : [16, 8],
            pointRadius: 0,
          }),
        ),
      ],
    },
    options: {
      ...{ responsive: false, animation: false, devicePixelRatio: 1, events: [] },
      layout: { padding: { top: PADDING, right: PADDING * 2, bottom: PADDING, left: PADDING } },
      scales: {
        x: {
          type: "linear",
          ...{ min: range.from, max: range.to },
          ...{ grid: { color: PALETTE.grid }, border: { color: PALETTE.grid } },
          afterBuildTicks: (axis) => {
            axis.ticks = at.map((tick) => ({ value: tick.at }));
          },
          ticks: {
            ...{ color: PALETTE.quiet, font: FONT, maxRotation: 0, autoSkip: false },
            callback: (_, i) => at[i]?.label ?? "",
          },
          title: { display: true, text: zone(range.to), align: "end", color: PALETTE.quiet, padding: 0, font: FONT },
        },
        y: {
          ...{ min: 0, suggestedMax: top === 0 ? 1 : (top / per) * 1.08 },
          ...{ grid: { color: PALETTE.grid }, border: { display: false } },
          ticks: {
            ...{ color: PALETTE.quiet, font: FONT, maxTicksLimit: 6 },
            callback: (value) => `${Number(Number(value).toPrecision(6))}${suffix}`,
          },
        },
      },
      plugins: {
        title: {
          ...{ display: true, align: "start", color: PALETTE.text, font: big, padding: { bottom: 8 } },
          text: shortened(drawable(chart.title, pen), (SIZE.width - 3 * PADDING) / 1.2, pen),
        },
        legend: {
          ...{ display: names > 1, align: "start" },
          labels: {
            ...{ color: PALETTE.text, font: FONT, boxWidth: 40, boxHeight: 0, padding: 14 },
            filter: ({ text }) => text !== "", // the only line is what the title names
          },
        },
        tooltip: { enabled: false },
      },
    },
    plugins: [
      ground,
      space(14),
      moments(
        marks.map((mark) => ({ ...mark, name: drawable(mark.name, pen) })),
        FONT,
      ),
    ],
  };
}

/** Another day's numbers have the colour of today's, so that the pairs are seen. */
function stroke(line: ChartLine, index: number, all: readonly ChartLine[]) {
  const pairs = all.filter(({ earlier }) => !earlier).length;
  const { colour, dash } = look(line.earlier && pairs > 1 ? index % pairs : index);
  return {
    ...{ borderColor: colour, backgroundColor: colour, borderJoinStyle: "round" as const },
    borderWidth: line.earlier ? 3 : 5,
    borderDash: line.earlier ? [4, 8] : [...dash],
  };
}

/** What was not measured is not drawn: a line across an outage would be a lie. A lone point would be no line at all. */
function spots({ points }: ChartLine, per: number, gap: number) {
  const alone = points.length === 1;
  return {
    data: points.map(({ at, value }) => ({ x: at, y: value / per })),
    pointRadius: alone ? 6 : 0,
    spanGaps: alone || !Number.isFinite(gap) ? true : gap,
  };
}

/** Milliseconds from one point to the next, mostly. */
function spacing({ points }: ChartLine): number {
  const steps = points.slice(1).map(({ at }, i) => at - (points[i]?.at ?? 0));
  return steps.toSorted((a, b) => a - b)[steps.length >> 1] ?? Number.POSITIVE_INFINITY;
}
