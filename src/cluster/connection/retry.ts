/**
 * When a request may be sent again. Reads and dry-runs leave nothing behind, so after 429, 503 or a cut connection they
 * may. What changes something may only after 429, which the API server answers before it executes anything, and only
 * because its precondition (`test` on the values it replaces, or the uid of what it deletes) is false once it has run. A 503
 * or a lost answer to a change says nothing about whether it ran: change.ts reads what became of it instead.
 */
import type { Answer } from "./call.ts";
import type { Clock } from "./clock.ts";
import { isCut } from "./failures.ts";

const TRIES = 3;
const SOON = 250;
const PAUSE = 1000;

/**
 * @param repeatable false: only a 429 is tried again
 * @param until when the caller's patience ends, as `clock` counts. No wait reaches beyond it.
 */
export async function retrying(
  attempt: () => Promise<Answer>,
  { clock, repeatable, until, signal }: { clock: Clock; repeatable: boolean; until: number; signal: AbortSignal },
): Promise<Answer> {
  for (let tries = 1; ; tries++) {
    const last = tries === TRIES;
    try {
      const answer = await attempt();
      const again = answer.status === 429 || (answer.status === 503 && repeatable);
      const wait = retryAfter(answer.headers["retry-after"], clock.now()) * (1 + clock.random() / 4);
      if (last || !again || clock.now() + wait >= until) return answer;
      await clock.sleep(wait, signal);
    } catch (error) {
      // A kept connection that the server closed as we used it. Once is bad luck, and a new one costs little.
      if (last || !repeatable || !isCut(error)) throw error;
      await clock.sleep(SOON * clock.random(), signal);
    }
  }
}

/**
 * Milliseconds to wait. The header is a number of seconds or a date, may be missing or nonsense, and 0 from a server that
 * is overloaded is not meant.
 */
export function retryAfter(header: string | readonly string[] | undefined, now: number): number {
  const text = typeof header === "string" ? header.trim() : "";
  const wait = /^\d+$/.test(text) ? Number(text) * 1000 : Date.parse(text) - now;
  return Number.isNaN(wait) ? PAUSE : Math.max(SOON, wait);
}
