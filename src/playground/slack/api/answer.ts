import type { SlackError } from "../errors.ts";
import type { Json } from "../json.ts";

/** An HTTP answer to the bot. */
export interface Answer {
  status: number;
  headers: Record<string, string>;
  body: string | Buffer;
  /** Slack's error code, where it refused. */
  error?: string;
  /** The connection is to break instead. */
  lost?: boolean;
}

const jsonHeaders = { "content-type": "application/json; charset=utf-8" };

export function accepted(fields: Json, scopes: string[]): Answer {
  const body = JSON.stringify({ ok: true, ...fields });
  return { status: 200, headers: { ...jsonHeaders, "x-oauth-scopes": scopes.join(",") }, body };
}

/** A refusal: 200 in the Web API, where only `ok` tells. */
export function refused({ message: error, details }: SlackError, status = 200): Answer {
  return { status, headers: jsonHeaders, body: JSON.stringify({ ok: false, error, ...details }), error };
}

/** @param retryAfter the Retry-After header; null leaves it out */
export function tooMany(retryAfter: number | string | null): Answer {
  const headers = retryAfter === null ? jsonHeaders : { ...jsonHeaders, "retry-after": String(retryAfter) };
  const error = "ratelimited";
  return { status: 429, headers, body: JSON.stringify({ ok: false, error }), error };
}
