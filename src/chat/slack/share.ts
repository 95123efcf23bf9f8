/** "Share here": what one person was shown, kept for a while so that they can show it to everybody else. */
import { randomUUID } from "node:crypto";
import type { Button } from "@slack/types";
import { LRUCache } from "lru-cache";
import type { Reply } from "../../core/reply.ts";
import { button } from "./draw/buttons.ts";

export const SHARE = "share";

/** As long as the response_url that removes the whisper. */
const LIFETIME = 30 * 60_000;
/** Bytes, roughly: logs are kept too. */
const LARGEST = 16 * 1024 * 1024;

export interface Shares {
  /** The button that shares this answer. */
  offer(reply: Reply): Button;
  find(id: string): Reply | undefined;
}

/** In memory only: after a restart the button says that the answer is too old, and asking again is cheap. */
export function createShares(): Shares {
  const kept = new LRUCache<string, Reply>({
    maxSize: LARGEST,
    ttl: LIFETIME,
    sizeCalculation: weigh,
  });
  return {
    offer(reply) {
      const id = randomUUID();
      kept.set(id, reply);
      return button("Share here", SHARE, id);
    },
    find: (id) => kept.get(id),
  };
}

/** Near enough, and cheap even for a table of ten thousand rows. */
const weigh = ({ body }: Reply): number =>
  body.reduce((sum, block) => {
    if ("code" in block) return sum + block.code.length;
    if ("table" in block) return sum + block.table.rows.length * block.table.columns.length * 24;
    return sum + 500;
  }, 1000);
