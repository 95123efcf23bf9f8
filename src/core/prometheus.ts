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
   * @param promql one of our own queries: what people type never gets here
   * @throws Failure "no-metrics"
   */
  range(promql: string, range: Range, signal?: AbortSignal): Promise<readonly Series[]>;
}
