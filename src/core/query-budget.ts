/** How much one person may ask of Prometheus: whoever keeps pressing Refresh must not take it from everybody else. */
import { Failure } from "./failure.ts";
import type { Prometheus, Series } from "./prometheus.ts";

/** Queries in a minute. One picture asks for up to eight. */
const A_MINUTE = 120;
/** Queries at the same moment; what is more waits. */
const AT_ONCE = 4;
const MINUTE = 60_000;

interface Spent {
  /** When the queries of the last minute began. */
  began: readonly number[];
  running: number;
  readonly waiting: (() => void)[];
}

/** @returns the same Prometheus, as this person may ask it. Throws Failure "no-metrics" once the minute is used up */
export function createQueryBudget(prometheus: Prometheus, now: () => number): (person: string) => Prometheus {
  const people = new Map<string, Spent>();

  function of(person: string): Spent {
    const since = now() - MINUTE;
    for (const [id, { began, running }] of people) if (running === 0 && (began.at(-1) ?? 0) < since) people.delete(id); // nobody is remembered for longer
    const spent = people.get(person) ?? { began: [], running: 0, waiting: [] };
    people.set(person, spent);
    spent.began = spent.began.filter((at) => at >= since);
    return spent;
  }

  async function within(person: string, ask: () => Promise<readonly Series[]>): Promise<readonly Series[]> {
    const spent = of(person);
    const [oldest = 0] = spent.began;
    if (spent.began.length >= A_MINUTE)
      throw new Failure("no-metrics", {
        why: "spent",
        detail: `${Math.ceil((oldest + MINUTE - now()) / 1000)} s`,
      });
    spent.began = [...spent.began, now()];
    if (spent.running < AT_ONCE) spent.running++;
    else await new Promise<void>((go) => spent.waiting.push(go)); // whoever ends hands its place on
    try {
      return await ask();
    } finally {
      const next = spent.waiting.shift();
      if (next) next();
      else spent.running--;
    }
  }

  return (person) => ({
    range: (promql, range, signal) => within(person, () => prometheus.range(promql, range, signal)),
    instant: (promql, at, signal) => within(person, () => prometheus.instant(promql, at, signal)),
  });
}
