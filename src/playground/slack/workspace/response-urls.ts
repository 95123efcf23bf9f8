import { SlackError } from "../errors.ts";
import type { Clock } from "../options.ts";
import type { Ids } from "./ids.ts";

const lifetime = 30 * 60 * 1000;
const uses = 5;

/** Where an answer through a response_url goes. */
export interface Place {
  kind: "commands" | "actions";
  user: string;
  channel: string;
  /** `ts` of the message whose button was pressed. */
  message?: string;
}

/** Response URLs: thirty minutes, five uses, and whoever holds one may post. */
export class ResponseUrls {
  readonly #issued = new Map<string, Place & { at: number; left: number }>();
  readonly #clock: Clock;
  readonly #ids: Ids;

  constructor(clock: Clock, ids: Ids) {
    this.#clock = clock;
    this.#ids = ids;
  }

  /** @returns the path of the new URL */
  issue(team: string, place: Place): string {
    const path = `/${place.kind}/${team}/${this.#ids.next("")}/${this.#ids.next("")}`;
    this.#issued.set(path, { ...place, at: this.#clock.now(), left: uses });
    return path;
  }

  /** @throws SlackError no_service, expired_url or used_url */
  use(path: string): Place {
    const issued = this.#issued.get(path);
    if (!issued) throw new SlackError("no_service");
    if (this.#clock.now() - issued.at > lifetime) throw new SlackError("expired_url");
    if (issued.left === 0) throw new SlackError("used_url");
    issued.left -= 1;
    return issued;
  }
}
