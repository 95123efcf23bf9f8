import type { Json } from "../json.ts";
import type { Clock } from "../options.ts";
import { type Ack, type Courier, type Delivery, failed } from "./ack.ts";

const minute = 60_000;
/** How long after each failure an event is sent again: docs.slack.dev/apis/events-api, "Retries". */
const retryAfter = [0, minute, 5 * minute];

interface Pending {
  payload: Json;
  num: number;
  due: number;
  reason: string;
}

/** The bot, as Slack sees it: something to deliver to, with retries for events. */
export class Bot {
  /** How the bot is reached at present; undefined while nobody has said. */
  courier: Courier | undefined;
  #pending: Pending[] = [];
  #last: Delivery | undefined;
  readonly #clock: Clock;
  readonly #note: (line: string) => void;

  constructor(clock: Clock, note: (line: string) => void) {
    this.#clock = clock;
    this.#note = note;
  }

  async deliver(delivery: Delivery): Promise<Ack> {
    this.#last = delivery;
    const start = performance.now();
    const ack = this.courier ? await this.courier.deliver(delivery) : failed("dispatch_failed", "connection_failed");
    ack.ms = performance.now() - start;
    const retry = delivery.retry ? `, retry ${delivery.retry.num}` : "";
    this.#note(`· ${nameOf(delivery)}${retry} → ${ack.error ?? "acknowledged"}`);
    return ack;
  }

  /** Delivers the last thing once more, as Slack may when it did not get the acknowledgement. */
  repeat(retry: Delivery["retry"] = { num: 1, reason: "http_timeout" }): Promise<Ack> {
    if (!this.#last) throw new Error("Nothing has been delivered yet.");
    return this.deliver(this.#last.kind === "events_api" ? { ...this.#last, retry } : this.#last);
  }

  /** Delivers an event. After a failure it is sent again at once, and then when `redeliver` finds it due. */
  async deliverEvent(payload: Json): Promise<Ack> {
    const first = await this.deliver({ kind: "events_api", payload });
    const last = this.#queue(payload, first, 1, this.#clock.now());
    await this.redeliver();
    return last;
  }

  /** Sends again the events whose time has come: a minute later, and five minutes after that. */
  async redeliver(): Promise<void> {
    const now = this.#clock.now();
    const due = this.#pending.filter((event) => event.due <= now);
    this.#pending = this.#pending.filter((event) => event.due > now);
    for (const { payload, num, reason, due: at } of due) {
      const ack = await this.deliver({ kind: "events_api", payload, retry: { num, reason } });
      this.#queue(payload, ack, num + 1, at);
    }
  }

  #queue(payload: Json, ack: Ack, num: number, since: number): Ack {
    const wait = retryAfter[num - 1];
    if (!ack.ok && !ack.noRetry && wait !== undefined) {
      this.#pending.push({ payload, num, due: since + wait, reason: ack.retryReason ?? "unknown_error" });
    }
    return ack;
  }
}

function nameOf({ kind, payload }: Delivery): string {
  if (kind === "slash_commands") return `${String(payload["command"])} ${String(payload["text"])}`;
  return kind === "interactive" ? String(payload["type"]) : "event";
}
