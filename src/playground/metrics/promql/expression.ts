/** A PromQL query as data. */

export type Expression =
  | { readonly is: "number"; readonly value: number }
  | { readonly is: "selector"; readonly wants: readonly Matcher[]; readonly range?: number; readonly offset: number }
  | { readonly is: "call"; readonly name: string; readonly args: readonly Expression[] }
  | {
      readonly is: "aggregate";
      readonly name: string;
      readonly grouping: Grouping;
      readonly args: readonly Expression[];
    }
  | {
      readonly is: "binary";
      readonly sign: string;
      readonly left: Expression;
      readonly right: Expression;
      /** Comparisons answer 0 or 1 instead of filtering. */
      readonly bool: boolean;
      /** Which labels have to be the same on both sides. */
      readonly on: Grouping;
    };

export interface Matcher {
  readonly label: string;
  readonly holds: (value: string) => boolean;
}

/** Only these labels, or all but these. */
export interface Grouping {
  readonly labels: readonly string[];
  readonly without: boolean;
}

/** What Prometheus says no to, in its words. */
export class PromqlError extends Error {}

export const unknownHere = (what: string): PromqlError =>
  new PromqlError(
    `the playground's small Prometheus does not know ${what}; a real one does, name it in PROMETHEUS_URL`,
  );
