/** What a Prometheus would have scraped so far: every series with its last hour. */
import type { Family } from "./text.ts";

export interface Series {
  /** With the metric's name as __name__, as Prometheus keeps it. */
  readonly labels: Readonly<Record<string, string>>;
  /** Oldest first. */
  readonly points: readonly Point[];
}

export interface Point {
  /** Unix milliseconds. */
  readonly at: number;
  readonly value: number;
  /** The first scrape that no longer had it: from here on the series says nothing (Prometheus' staleness). */
  readonly stale?: true;
}

const HOUR = 60 * 60_000;

export class History {
  readonly #kept: number;
  readonly #series = new Map<string, { labels: Record<string, string>; points: Point[] }>();

  /** @param kept milliseconds that are remembered */
  constructor(kept = HOUR) {
    this.#kept = kept;
  }

  record(at: number, families: readonly Family[]): void {
    const seen = new Set<string>();
    for (const { name, samples } of families)
      for (const { labels, suffix = "", value } of samples) {
        const key = `${name}${suffix}${JSON.stringify(labels)}`;
        let series = this.#series.get(key);
        if (!series) this.#series.set(key, (series = { labels: { __name__: name + suffix, ...labels }, points: [] }));
        series.points.push({ at, value });
        seen.add(key);
      }
    for (const [key, { points }] of this.#series) {
      if (!seen.has(key) && !points.at(-1)?.stale) points.push({ at, value: Number.NaN, stale: true });
      while ((points[0]?.at ?? at) < at - this.#kept) points.shift();
      if (points.length === 0) this.#series.delete(key);
    }
  }

  /** Those whose labels the query wants. */
  select(wants: (labels: Readonly<Record<string, string>>) => boolean): readonly Series[] {
    return [...this.#series.values()].filter(({ labels }) => wants(labels));
  }
}
