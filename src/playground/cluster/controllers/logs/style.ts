import type { Random } from "./random.ts";

/** What a style knows of the container that it speaks for. */
export interface Speaker {
  name: string;
  /** The image's tag. */
  version: string;
  pod: string;
}

/** How a kind of service logs. */
export interface Style {
  /** Lines of the start, each with its milliseconds since then. */
  startup(speaker: Speaker, startedAt: number): readonly Timed[];
  /** Milliseconds between lines, more or less. */
  everyMs: number;
  line(speaker: Speaker, time: number, random: Random): string;
}

export type Timed = readonly [afterMs: number, text: string];
