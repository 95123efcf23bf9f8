/** Waits between attempts to reach a server in trouble: longer each time, and not all of us at the same moment. */
import type { Clock } from "./clock.ts";

export interface Backoff {
  /** Returns early, and quietly, when `signal` aborts. */
  wait(signal: AbortSignal): Promise<void>;
  /** It answers again. */
  reset(): void;
}

const FIRST = 1000;
export const LONGEST_PAUSE = 30_000;

export function createBackoff(clock: Clock): Backoff {
  let pause = FIRST;
  return {
    async wait(signal) {
      const spread = pause * (0.75 + clock.random() / 2);
      pause = Math.min(pause * 2, LONGEST_PAUSE);
      await clock.sleep(spread, signal).catch((error: unknown) => {
        if (!signal.aborted) throw error;
      });
    },
    reset() {
      pause = FIRST;
    },
  };
}
