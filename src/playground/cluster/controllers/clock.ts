import type { Clock } from "./controller.ts";

export function realClock(): Clock {
  return {
    now: Date.now,
    after(ms, run) {
      // setTimeout wraps above 2^31-1 ms (25 days) and would fire at once; nothing here waits that long on purpose.
      const timer = setTimeout(run, Math.min(ms, 2 ** 31 - 1));
      return () => clearTimeout(timer);
    },
  };
}

export interface FakeClock extends Clock {
  /** Moves time on by `ms`, running what falls due in order of its time, then of its request. */
  advance(ms: number): void;
}

/** @param start milliseconds since 1970 */
export function fakeClock(start: number): FakeClock {
  let now = start;
  let due: { time: number; run: () => void }[] = [];
  return {
    now: () => now,
    after(ms, run) {
      const entry = { time: now + Math.max(0, ms), run };
      const position = due.findLastIndex((other) => other.time <= entry.time) + 1;
      due.splice(position, 0, entry);
      return () => {
        due = due.filter((other) => other !== entry);
      };
    },
    advance(ms) {
      const end = now + ms;
      for (let next = due[0]; next && next.time <= end; next = due[0]) {
        due.shift();
        now = next.time;
        next.run();
      }
      now = end;
    },
  };
}
