import { SlackError } from "../errors.ts";
import type { Clock } from "../options.ts";
import type { Ids } from "./ids.ts";

const lifetime = 3000;

/** Trigger ids: three seconds, one use, one person. */
export class Triggers {
  readonly #issued = new Map<string, { user: string; at: number; used: boolean }>();
  readonly #clock: Clock;
  readonly #ids: Ids;

  constructor(clock: Clock, ids: Ids) {
    this.#clock = clock;
    this.#ids = ids;
  }

  issue(user: string): string {
    const trigger = `${this.#ids.next("")}.${this.#ids.next("")}`;
    this.#issued.set(trigger, { user, at: this.#clock.now(), used: false });
    return trigger;
  }

  /**
   * @returns the person who triggered
   * @throws SlackError invalid_trigger_id, expired_trigger_id or exchanged_trigger_id
   */
  exchange(trigger: string): string {
    const issued = this.#issued.get(trigger);
    if (!issued) throw new SlackError("invalid_trigger_id");
    if (issued.used) throw new SlackError("exchanged_trigger_id");
    if (this.#clock.now() - issued.at > lifetime) throw new SlackError("expired_trigger_id");
    issued.used = true;
    return issued.user;
  }
}
