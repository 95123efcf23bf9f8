/**
 * Something that goes wrong with one answer of the Web API.
 * - `lose`: the call is carried out, but the connection breaks before the answer
 * - `error`: refused with this code
 * - `status`: an HTTP status and body instead of an answer; nothing is carried out
 * - `retryAfter`: 429, with this Retry-After header, or without one when null
 * - `delay`: carried out after so many milliseconds
 */
export type Fault =
  | { lose: true }
  | { error: string }
  | { status: number; body?: string }
  | { retryAfter: number | string | null }
  | { delay: number };

/** The faults that tests have ordered, by method; `*` stands for any. */
export class Faults {
  #ordered: { method: string; fault: Fault; left: number }[] = [];

  /** @param times how many calls it befalls; `Infinity` until `clear()` */
  add(method: string, fault: Fault, times = 1): void {
    this.#ordered.push({ method, fault, left: times });
  }

  take(method: string): Fault | undefined {
    const order = this.#ordered.find((candidate) => candidate.method === method || candidate.method === "*");
    if (!order) return undefined;
    order.left -= 1;
    if (order.left <= 0) this.#ordered = this.#ordered.filter((candidate) => candidate !== order);
    return order.fault;
  }

  clear(): void {
    this.#ordered = [];
  }
}
