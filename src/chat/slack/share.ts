/** "Share here": what one person was shown, kept for a while so that they can show it to everybody else. */
import { randomUUID } from "node:crypto";
import type { Button } from "@slack/types";
import { LRUCache } from "lru-cache";
import type { Reply } from "../../core/reply.ts";
import { button } from "./draw/buttons.ts";

export const SHARE = "share";

/** As long as the response_url that removes the whisper. */
const LIFETIME = 30 * 60_000;
/** Characters: logs are kept too. */
const LARGEST = 16 * 1024 * 1024;

export interface Shares {
  /** The button that shares this answer. */
  offer(reply: Reply): Button;
  find(id: string): Reply | undefined;
}

/**
 * In memory only: after a restart the button says that the answer is too old, and asking again is cheap. Kept as JSON: a
 * table of 500 rows is one string then, and not thousands that every collection of garbage copies (a fifth of an
 * answer's time, measured).
 */
export function createShares(): Shares {
  const kept = new LRUCache<string, string>({
    maxSize: LARGEST,
    ttl: LIFETIME,
    sizeCalculation: ({ length }) => length,
  });
  return {
    offer(reply) {
      const id = randomUUID();
      setImmediate(() => kept.set(id, JSON.stringify(reply))); // nobody can press what has not been sent yet
      return button("Share here", SHARE, id);
    },
    find(id) {
      const json = kept.get(id);
      return json === undefined ? undefined : (JSON.parse(json) as Reply); // our own, of a moment ago
    },
  };
}
