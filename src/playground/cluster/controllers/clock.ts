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

interface Entry {
  time: number;
  run: () => void;
  cancelled: boolean;
}

/** @param start milliseconds since 1970 */
export function fakeClock(start: number): FakeClock {
  let now = start;
  const due: Entry[] = [];
  return {
    now: () => now,
    after(ms, run) {
      const entry = { time: now + Math.max(0, ms), run, cancelled: false };
      due.splice(positionAfter(due, entry.time), 0, entry);
      return () => {
        entry.cancelled = true;
      };
    },
    advance(ms) {
      const end = now + ms;
      for (let next = due[0]; next && next.time <= end; next = due[0]) {
        due.shift();
        now = next.time;
        if (!next.cancelled) next.run();
      }
      now = end;
    },
  };
}

/** Where in the sorted list something of this time goes: behind all that fall due no later. */
function positionAfter(due: readonly Entry[], time: number): number {
  let [low, high] = [0, due.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((due[middle]?.time ?? Number.POSITIVE_INFINITY) <= time) low = middle + 1;
    else high = middle;
  }
  return low;
}
