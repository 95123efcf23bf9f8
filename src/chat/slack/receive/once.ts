/** Each delivery has its effect once: Slack delivers again what it thinks was lost, and anybody could replay a request. */
import type { Ledger } from "../../../core/ledger.ts";
import type { Log } from "../ports.ts";

/** Twice as long as a signature is accepted for, in milliseconds. */
const MEMORY = 10 * 60_000;

/** True for the first delivery with this key. */
export type Once = (key: string) => Promise<boolean>;

export const createOnce =
  (ledger: Pick<Ledger, "first">, log: Log): Once =>
  async (key) => {
    try {
      return await ledger.first(key, MEMORY);
    } catch (error) {
      // With the ledger gone nothing is changed anyway (no audit row, no action), and reading twice harms nobody.
      log.error({ error: String(error) }, "the ledger cannot tell whether this was delivered before");
      return true;
    }
  };
