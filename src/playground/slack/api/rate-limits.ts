import type { Clock } from "../options.ts";

/** Calls a minute: docs.slack.dev/apis/web-api/rate-limits. `posting` is chat.postMessage's own rule. */
export type Tier = 1 | 2 | 3 | 4 | "posting";

// Tier 1 is "1+" with a burst tolerated: an app may open its ten Socket Mode connections one after another.
const perMinute: Record<Tier, number> = { 1: 10, 2: 20, 3: 50, 4: 100, posting: 300 };
/** One message a second in a channel. How large a "short burst" may be Slack does not say. */
const burst = 4;
const minute = 60_000;

/** Counts calls and says when there are too many. Switched off, it counts nothing. */
export class RateLimits {
  on: boolean;
  readonly #calls = new Map<string, number[]>();
  readonly #clock: Clock;

  constructor(clock: Clock, on: boolean) {
    this.#clock = clock;
    this.on = on;
  }

  /** @returns seconds to wait; undefined when the call may go ahead */
  secondsToWait(method: string, tier: Tier, channel: string): number | undefined {
    if (!this.on) return undefined;
    const waits = [this.#wait(method, perMinute[tier], minute)];
    if (tier === "posting") waits.push(this.#wait(`${method} ${channel}`, burst, burst * 1000));
    const longest = Math.max(...waits);
    if (longest > 0) return Math.ceil(longest / 1000);
    this.#count(method);
    if (tier === "posting") this.#count(`${method} ${channel}`);
    return undefined;
  }

  /** Milliseconds until fewer than `allowed` calls lie within the window. */
  #wait(key: string, allowed: number, window: number): number {
    const now = this.#clock.now();
    const recent = (this.#calls.get(key) ?? []).filter((at) => now - at < window);
    this.#calls.set(key, recent);
    const oldestThatCounts = recent.at(-allowed);
    return oldestThatCounts === undefined ? 0 : oldestThatCounts + window - now;
  }

  #count(key: string): void {
    this.#calls.get(key)?.push(this.#clock.now());
  }
}
