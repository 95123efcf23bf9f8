import { isJson, type Json } from "../json.ts";

/** What Slack sends to the bot. */
export interface Delivery {
  kind: "slash_commands" | "interactive" | "events_api";
  payload: Json;
  retry?: { num: number; reason: string };
}

/** How the bot acknowledged it, or how it failed to. */
export interface Ack {
  ok: boolean;
  /** What came with the acknowledgement; a plain text is `{ text }`. */
  body: Json;
  /** Slack's word for the failure, as people get to read it. */
  error?: "operation_timeout" | "dispatch_failed" | "http_client_error" | "http_service_error";
  /** The HTTP status, in HTTP mode. */
  status?: number;
  /** Why Slack would retry an event: the value of X-Slack-Retry-Reason. */
  retryReason?: string;
  /** The bot asked Slack not to retry. */
  noRetry?: boolean;
  /** Milliseconds of real time until the acknowledgement came, or was given up. */
  ms?: number;
}

/** A way to reach the bot. */
export interface Courier {
  deliver(delivery: Delivery): Promise<Ack>;
}

export function acked(body: unknown): Ack {
  return { ok: true, body: isJson(body) ? body : {} };
}

export function failed(error: NonNullable<Ack["error"]>, retryReason: string): Ack {
  return { ok: false, body: {}, error, retryReason };
}
