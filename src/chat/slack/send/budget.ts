/** chat.update is counted for the whole workspace, all channels together: 50 a minute (docs.slack.dev, rate limits). */
import { setTimeout as sleep } from "node:timers/promises";

const MINUTE = 60_000;
const EDITS = 50;
/** Of these, live pictures leave some to what people wait for: a press, a verdict. */
const KEPT = 10;

export interface EditBudget {
  /** Waits until a live picture may be shown; does not count it. */
  room(signal: AbortSignal): Promise<void>;
  /** Waits for an edit, and counts it. */
  spend(signal: AbortSignal): Promise<void>;
}

export function createEditBudget(now: () => number): EditBudget {
  let spent: number[] = [];

  async function wait(allowed: number, signal: AbortSignal): Promise<void> {
    for (;;) {
      spent = spent.filter((at) => at > now() - MINUTE);
      const oldest = spent.at(-allowed);
      if (oldest === undefined) return;
      await sleep(oldest + MINUTE - now(), undefined, { signal });
    }
  }

  return {
    room: (signal) => wait(EDITS - KEPT, signal),
    async spend(signal) {
      await wait(EDITS, signal);
      spent.push(now());
    },
  };
}
