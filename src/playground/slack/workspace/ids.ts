import type { Clock } from "../options.ts";

/** Makes the names Slack gives to things: unique, and the same in every run with the same clock. */
export class Ids {
  readonly #clock: Clock;
  #count = 0;
  #lastMicros = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** An id such as `F0000000001`. */
  next(prefix: string): string {
    this.#count += 1;
    return prefix + this.#count.toString(36).toUpperCase().padStart(10, "0");
  }

  /** A message's `ts`: seconds with six decimals, unique and growing even when the clock stands still. */
  ts(): string {
    const micros = Math.max(this.#clock.now() * 1000, this.#lastMicros + 1);
    this.#lastMicros = micros;
    return `${Math.floor(micros / 1_000_000)}.${String(Math.floor(micros % 1_000_000)).padStart(6, "0")}`;
  }
}
