/** A picture as data: numbers over time. Each surface draws it in its own way, as an image or as a line of text. */
import type { Unit } from "../kubernetes/units.ts";
import type { Point, Range } from "./prometheus.ts";
import type { Text } from "./text.ts";

export interface Chart {
  readonly title: string;
  readonly unit: Unit;
  readonly range: Range;
  readonly lines: readonly ChartLine[];
  /** What does not change over time: requested, limit, target. */
  readonly levels: readonly Level[];
  /** What happened meanwhile. */
  readonly marks: readonly Mark[];
  /** What it shows, in words: for whoever does not see it, and for whoever looks for a second. */
  readonly words: Text;
}

export interface ChartLine {
  /** "" where there is only one. */
  readonly name: string;
  /** Oldest first. */
  readonly points: readonly Point[];
  /** The same numbers of another day, moved to today's hours. */
  readonly earlier?: boolean;
}

export interface Level {
  readonly name: string;
  readonly value: number;
}

export interface Mark {
  readonly name: string;
  /** Unix milliseconds. */
  readonly at: number;
}
