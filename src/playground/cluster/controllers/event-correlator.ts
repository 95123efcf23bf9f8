import { LRUCache } from "lru-cache";
import type { Clock, KubeObject } from "./controller.ts";
import type { EventDraft } from "./events.ts";

/** The figures of client-go's tools/record/events_cache.go. */
const burst = 25;
const refillMs = 5 * 60_000;
const similarLimit = 10;
const similarWindowMs = 10 * 60_000;

export interface Correlated {
  /** Events of one key are one Event object. */
  key: string;
  message: string;
  /** How often it was said so far, this time included. */
  count: number;
}

/**
 * Decides which Event object an event belongs to. Three rules keep a broken cluster from drowning in its own events:
 * the same text again is a count; ten different texts for one reason within ten minutes are combined; and one source
 * may say 25 things of an object, then one in five minutes.
 *
 * @returns a function that answers undefined for an event that is to be dropped
 */
export function eventCorrelator(clock: Clock): (about: KubeObject, draft: EventDraft) => Correlated | undefined {
  const buckets = new LRUCache<string, { tokens: number; time: number }>({ max: 4096 });
  const counts = new LRUCache<string, number>({ max: 4096 });
  const similar = new LRUCache<string, { messages: Set<string>; time: number }>({ max: 4096 });

  function isFlood(key: string): boolean {
    const now = clock.now();
    const bucket = buckets.get(key) ?? { tokens: burst, time: now };
    const tokens = Math.min(burst, bucket.tokens + (now - bucket.time) / refillMs);
    buckets.set(key, { tokens: tokens >= 1 ? tokens - 1 : tokens, time: now });
    return tokens < 1;
  }

  function hasManySimilar(key: string, message: string): boolean {
    const now = clock.now();
    let group = similar.get(key);
    if (!group || now - group.time > similarWindowMs) group = { messages: new Set(), time: now };
    if (group.messages.size < similarLimit) group.messages.add(message);
    group.time = now;
    similar.set(key, group);
    return group.messages.size >= similarLimit;
  }

  function counted(key: string, message: string): Correlated {
    const count = (counts.get(key) ?? 0) + 1;
    counts.set(key, count);
    return { key, message, count };
  }

  return (about, draft) => {
    const source = [draft.component, draft.host, about.metadata.uid, draft.type].join("/");
    const group = [source, draft.reason].join("/");
    // The newer API has neither limit: whatever the text, the same reason and action go on as one series.
    if (draft.action) return counted([group, draft.action].join("/"), draft.message);
    const event = hasManySimilar(group, draft.message)
      ? counted(group, `(combined from similar events): ${draft.message}`)
      : counted([group, draft.fieldPath, draft.message].join("/"), draft.message);
    // Counted before it is dropped: the next one that gets through tells how many there really were.
    return isFlood(source) ? undefined : event;
  };
}
