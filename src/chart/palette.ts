/**
 * One set of colours for everybody: Slack tells no app whether a reader's screen is light or dark, so the ground is opaque,
 * and dark enough not to blind anybody at night. The lines are Okabe and Ito's colours, which stay apart for people who
 * see fewer (jfly.uni-koeln.de/color), without the two that are too dark for this ground.
 */
export const PALETTE = {
  ground: "#1d242d",
  grid: "#36404c",
  text: "#e3e8ee",
  quiet: "#a9b4c0",
  lines: ["#56b4e9", "#e69f00", "#009e73", "#f0e442", "#d55e00", "#cc79a7"],
} as const;

/** Lengths of stroke and gap: what has the colour of another line has another stroke. */
const STROKES: readonly (readonly number[])[] = [[], [14, 6], [4, 6]];

export interface Look {
  readonly colour: string;
  readonly dash: readonly number[];
}

/** @param index of the line, from 0 */
export function look(index: number): Look {
  const { lines } = PALETTE;
  return {
    colour: lines[index % lines.length] ?? PALETTE.text,
    dash: STROKES[Math.floor(index / lines.length) % STROKES.length] ?? [],
  };
}
