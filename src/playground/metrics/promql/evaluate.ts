/** The value of an Expression at one moment. */
import type { History, Point } from "../history.ts";
import { type Expression, type Grouping, PromqlError, unknownHere } from "./expression.ts";
import { COMPARISONS, EACH, OVER_TIME, quantile, SIGNS, TOGETHER } from "./functions.ts";

type Labels = Readonly<Record<string, string>>;
export interface Sample {
  readonly labels: Labels;
  readonly value: number;
}
export type Value = number | readonly Sample[];

/** Milliseconds after which a series that says nothing is gone. */
const LOOKBACK = 5 * 60_000;

/** @param at Unix milliseconds. @throws PromqlError */
export function evaluate(of: Expression, at: number, history: History): Value {
  const value = (one: Expression): Value => evaluate(one, at, history);
  switch (of.is) {
    case "number":
      return of.value;
    case "selector":
      if (of.range !== undefined) throw new PromqlError('invalid expression type "range vector" for range query');
      return selected(of, at, history).flatMap(({ labels, points }) => {
        const last = points.at(-1);
        return last && !last.stale ? [{ labels, value: last.value }] : [];
      });
    case "call":
      return called(of, at, history);
    case "aggregate":
      return aggregated(of.name, of.grouping, of.args.map(value));
    case "binary":
      return binary(of, value(of.left), value(of.right));
  }
}

type Selector = Extract<Expression, { is: "selector" }>;

function selected({ wants, range, offset }: Selector, at: number, history: History) {
  const to = at - offset;
  const from = to - (range ?? LOOKBACK);
  return history
    .select((labels) => wants.every(({ label, holds }) => holds(labels[label] ?? "")))
    .map(({ labels, points }) => ({ labels, points: points.filter((point) => point.at > from && point.at <= to) }));
}

function called({ name, args }: Extract<Expression, { is: "call" }>, at: number, history: History): Value {
  const [first, ...more] = args;
  const over = OVER_TIME[name];
  if (over) {
    if (first?.is !== "selector" || first.range === undefined)
      throw new PromqlError(`expected type range vector in call to function "${name}"`);
    const to = at - first.offset;
    const stretch = { from: to - first.range, to };
    return selected(first, at, history).flatMap(({ labels, points }: { labels: Labels; points: readonly Point[] }) => {
      const measured = points.filter(({ stale }) => !stale);
      const value = measured.length === 0 ? undefined : over(measured, stretch);
      return value === undefined ? [] : [{ labels: unnamed(labels), value }];
    });
  }
  const values = args.map((one) => evaluate(one, at, history));
  const [value = []] = values;
  if (name === "time") return at / 1000;
  if (name === "vector") return [{ labels: {}, value: number(value, name) }];
  if (name === "histogram_quantile") return quantiles(number(value, name), vector(values[1] ?? [], name));
  const each = EACH[name];
  if (!each) throw unknownHere(`the function ${name}`);
  const numbers = more.map((_, i) => number(values[i + 1] ?? 0, name));
  return vector(value, name).map(({ labels, value }) => ({ labels: unnamed(labels), value: each(value, ...numbers) }));
}

function quantiles(q: number, buckets: readonly Sample[]): readonly Sample[] {
  return grouped(buckets, { labels: ["le", "__name__"], without: true }).flatMap(({ labels, samples }) => {
    const value = quantile(
      q,
      samples.map((one) => ({ le: bound(one.labels["le"]), count: one.value })),
    );
    return [{ labels, value }];
  });
}

const bound = (le = ""): number => (le === "+Inf" ? Number.POSITIVE_INFINITY : Number(le));

function aggregated(name: string, grouping: Grouping, args: readonly Value[]): readonly Sample[] {
  const samples = vector(args.at(-1) ?? [], name);
  if (name === "topk" || name === "bottomk") {
    const most = number(args[0] ?? 0, name);
    const turn = name === "topk" ? -1 : 1;
    return grouped(samples, grouping).flatMap((one) =>
      one.samples.toSorted((a, b) => turn * (a.value - b.value)).slice(0, most),
    );
  }
  const together = TOGETHER[name];
  if (!together) throw unknownHere(`the aggregation ${name}`);
  return grouped(samples, grouping).map((one) => ({
    labels: one.labels,
    value: together(one.samples.map(({ value }) => value)),
  }));
}

function grouped(samples: readonly Sample[], grouping: Grouping) {
  const groups = new Map<string, { readonly labels: Labels; readonly samples: Sample[] }>();
  for (const sample of samples) {
    const labels = kept(sample.labels, grouping);
    const key = keyOf(labels);
    const group = groups.get(key) ?? { labels, samples: [] };
    group.samples.push(sample);
    groups.set(key, group);
  }
  return [...groups.values()];
}

const kept = (labels: Labels, { labels: named, without }: Grouping): Labels =>
  Object.fromEntries(
    Object.entries(labels).filter(([label]) => named.includes(label) !== without && (!without || label !== "__name__")),
  );
const keyOf = (labels: Labels): string =>
  JSON.stringify(Object.entries(labels).toSorted(([a], [b]) => (a < b ? -1 : 1)));
const unnamed = ({ __name__, ...labels }: Labels): Labels => labels;

type Binary = Extract<Expression, { is: "binary" }>;

function binary(of: Binary, left: Value, right: Value): Value {
  if (typeof left === "number" && typeof right === "number") {
    const [value] = joined(of, left, right);
    return value ?? 0; // two numbers are compared with bool only
  }
  if (typeof left === "number")
    return vector(right, of.sign).flatMap(({ labels, value }) =>
      joined(of, left, value, value).map((one) => ({ labels: shown(of, labels), value: one })),
    );
  if (typeof right === "number")
    return left.flatMap(({ labels, value }) =>
      joined(of, value, right).map((one) => ({ labels: shown(of, labels), value: one })),
    );
  const key = ({ labels }: Sample): string => keyOf(kept(labels, of.on));
  const rights = new Map(right.map((one) => [key(one), one]));
  const lefts = new Set(left.map(key));
  if (of.sign === "and") return left.filter((one) => rights.has(key(one)));
  if (of.sign === "unless") return left.filter((one) => !rights.has(key(one)));
  if (of.sign === "or") return [...left, ...right.filter((one) => !lefts.has(key(one)))];
  if (rights.size < right.length || lefts.size < left.length)
    throw new PromqlError("many-to-many matching not allowed: matching labels must be unique on one side");
  return left.flatMap((one) => {
    const other = rights.get(key(one));
    return other === undefined
      ? []
      : joined(of, one.value, other.value).map((value) => ({ labels: shown(of, kept(one.labels, of.on)), value }));
  });
}

/** None where a comparison does not hold. @param compared what a comparison that holds leaves: the vector's side */
function joined({ sign, bool }: Binary, a: number, b: number, compared = a): readonly number[] {
  const compare = COMPARISONS[sign];
  if (compare) return bool ? [Number(compare(a, b))] : compare(a, b) ? [compared] : [];
  const join = SIGNS[sign];
  if (!join) throw unknownHere(`"${sign}"`);
  return [join(a, b)];
}

/** Arithmetic makes another metric of it, a filter does not. */
const shown = ({ sign, bool }: Binary, labels: Labels): Labels =>
  COMPARISONS[sign] && !bool ? labels : unnamed(labels);

function vector(value: Value, name: string): readonly Sample[] {
  if (typeof value !== "number") return value;
  throw new PromqlError(`expected type instant vector in ${name}, got scalar`);
}

function number(value: Value, name: string): number {
  if (typeof value === "number") return value;
  throw new PromqlError(`expected type scalar in ${name}, got instant vector`);
}
