import type { Clock } from "../options.ts";
import { type Ack, acked, type Courier, type Delivery, failed } from "./ack.ts";
import { signatureHeaders } from "./signing.ts";

/** Delivers to a request URL: signed POSTs, three seconds to answer. */
export class HttpCourier implements Courier {
  readonly #url: string;
  readonly #secret: string;
  readonly #clock: Clock;
  readonly #deadline: number;

  constructor(url: string, secret: string, clock: Clock, deadline: number) {
    this.#url = url;
    this.#secret = secret;
    this.#clock = clock;
    this.#deadline = deadline;
  }

  async deliver(delivery: Delivery): Promise<Ack> {
    const { type, body } = encode(delivery);
    const headers: Record<string, string> = {
      "content-type": type,
      "user-agent": "Slackbot 1.0 (+https://api.slack.com/robots)",
      ...signatureHeaders(this.#secret, body, this.#clock.now()),
    };
    if (delivery.retry) {
      headers["x-slack-retry-num"] = String(delivery.retry.num);
      headers["x-slack-retry-reason"] = delivery.retry.reason;
    }
    const signal = AbortSignal.timeout(this.#deadline);
    try {
      const response = await fetch(this.#url, { method: "POST", headers, body, redirect: "manual", signal });
      return read(response, await response.text());
    } catch {
      // Nobody listens, the connection broke, or the time is up: the bot gave no answer, which is what is told.
      return signal.aborted
        ? failed("operation_timeout", "http_timeout")
        : failed("dispatch_failed", "connection_failed");
    }
  }
}

function encode({ kind, payload }: Delivery): { type: string; body: string } {
  if (kind === "events_api") return { type: "application/json", body: JSON.stringify(payload) };
  const form = kind === "interactive" ? { payload: JSON.stringify(payload) } : (payload as Record<string, string>);
  return { type: "application/x-www-form-urlencoded", body: new URLSearchParams(form).toString() };
}

function read(response: Response, text: string): Ack {
  const noRetry = response.headers.get("x-slack-no-retry") === "1";
  const ack = response.ok ? acked(bodyOf(response, text)) : refused(response.status);
  return { ...ack, status: response.status, ...(noRetry ? { noRetry } : {}) };
}

function bodyOf(response: Response, text: string): unknown {
  if (text === "") return {};
  const isJsonBody = response.headers.get("content-type")?.startsWith("application/json") ?? false;
  return isJsonBody ? JSON.parse(text) : { text };
}

function refused(status: number): Ack {
  return failed(status < 500 ? "http_client_error" : "http_service_error", "http_error");
}
