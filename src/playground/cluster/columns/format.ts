import type { LabelSelector } from "../controllers/objects/selector.ts";

export const NONE = "<none>";

export function formatLabels(labels: Readonly<Record<string, string>> = {}): string {
  const pairs = Object.entries(labels).map(([key, value]) => `${key}=${value}`);
  return pairs.sort(byText).join(",") || NONE;
}

const OPERATORS = {
  In: (key: string, values: string) => `${key} in (${values})`,
  NotIn: (key: string, values: string) => `${key} notin (${values})`,
  Exists: (key: string) => key,
  DoesNotExist: (key: string) => `!${key}`,
};

export function formatSelector(selector: LabelSelector | undefined): string {
  return selectorText(selector) || NONE;
}

/** A selector as a query writes it, sorted by key. */
export function selectorText({ matchLabels = {}, matchExpressions = [] }: LabelSelector = {}): string {
  const requirements = [
    ...Object.entries(matchLabels).map(([key, value]) => ({ key, text: `${key}=${value}` })),
    ...matchExpressions.map(({ key, operator, values = [] }) => ({
      key,
      text: OPERATORS[operator](key, values.toSorted(byText).join(",")),
    })),
  ];
  return requirements
    .sort((a, b) => byText(a.key, b.key))
    .map(({ text }) => text)
    .join(",");
}

/** "a,b,c + 2 more...": a list cut to a bearable length. */
export function shortList(items: readonly string[], most: number, separator = ","): string {
  const shown = items.slice(0, most).join(separator);
  return items.length > most ? `${shown} + ${items.length - most} more...` : shown;
}

export const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
