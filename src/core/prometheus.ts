/** What is asked of a Prometheus, or of whoever speaks its HTTP API: Thanos, Mimir, VictoriaMetrics. */

export interface Series {
  readonly labels: Readonly<Record<string, string>>;
  /** Oldest first. What is not a number is left out. */
  readonly points: readonly Point[];
}

export interface Point {
  /** Unix milliseconds. */
  readonly at: number;
  readonly value: number;
}

export interface Range {
  /** Unix milliseconds. */
  readonly from: number;
  readonly to: number;
}

export interface Prometheus {
  /**
   * How it went.
   * @throws Failure "no-metrics"
   */
  range(promql: string, range: Range, signal?: AbortSignal): Promise<readonly Series[]>;
  /**
   * How it is now: series of one point, or of many where the query itself asks for a stretch of time (`up[5m]`).
   * @param at Unix milliseconds
   * @throws Failure "no-metrics"
   */
  instant(promql: string, at: number, signal?: AbortSignal): Promise<readonly Series[]>;
}
