/** What Slack (or the way to it) said no with, and what that means to the people who can do something about it. */
import { WebAPIHTTPError, WebAPIPlatformError, WebAPIRateLimitedError, WebAPIRequestError } from "@slack/web-api";
import { say, type Text } from "../../../core/text.ts";

/** limited: not done, wait. unsent: not done. lost: nobody knows. refused: not done, and asking again changes nothing. */
export interface Trouble {
  readonly kind: "limited" | "unsent" | "lost" | "refused";
  /** Slack's own word, or one of ours: ratelimited, unreachable, timeout, unexpected_answer. */
  readonly code: string;
  /** Seconds, when limited. */
  readonly wait?: number;
  /** The scope that is missing, when that is the trouble. */
  readonly needed?: string | undefined;
}

/** One failed call. */
export class SlackFailure extends Error {
  readonly method: string;
  readonly kind: Trouble["kind"];
  readonly code: string;
  readonly needed: string | undefined;
  constructor(method: string, { kind, code, needed }: Trouble, options?: ErrorOptions) {
    super(`${method}: ${code}${needed ? ` (${needed})` : ""}`, options);
    this.name = "SlackFailure";
    this.method = method;
    this.kind = kind;
    this.code = code;
    this.needed = needed;
  }
}

const UNSENT = new Set([
  "ECONNREFUSED",
  "ENOTFOUND",
  "EAI_AGAIN",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "UND_ERR_CONNECT_TIMEOUT",
]);

/** Slack's page for each method says of these that the call may have succeeded in part. */
const UNCERTAIN = new Set(["internal_error", "fatal_error", "service_unavailable", "request_timeout"]);

/** When a 429 comes without a usable Retry-After. */
const PAUSE = 2;

export const limited = (wait: number): Trouble => ({ kind: "limited", code: "ratelimited", wait });

export function troubleOf(error: unknown): Trouble {
  if (error instanceof WebAPIRateLimitedError) return limited(error.retryAfter);
  if (error instanceof WebAPIPlatformError) {
    const { error: said, needed } = error.data as { error: string; needed?: string };
    const code = /^\w{1,60}$/.test(said) ? said : "unknown_error"; // it is shown, and a proxy may put anything there
    return UNCERTAIN.has(code) ? { kind: "lost", code } : { kind: "refused", code, needed };
  }
  if (error instanceof WebAPIHTTPError) {
    const code = `http_${error.statusCode}`;
    return error.statusCode >= 500 ? { kind: "lost", code } : { kind: "refused", code };
  }
  if (error instanceof WebAPIRequestError) return lostOrUnsent(error.original);
  if (error instanceof Error && error.message.startsWith("Retry header")) return limited(PAUSE);
  return lostOrUnsent(error);
}

/** Told by how far the connection came: only before it stood it is certain that nothing was done. */
export function lostOrUnsent(error: unknown): Trouble {
  if (error instanceof Error && error.name === "TimeoutError") return { kind: "lost", code: "timeout" };
  const cause = error instanceof Error ? (error.cause ?? error) : error;
  const code = typeof cause === "object" && cause !== null && "code" in cause ? String(cause.code) : "";
  return { kind: UNSENT.has(code) ? "unsent" : "lost", code: "unreachable" };
}

/** The bot is not where it should speak: it can be invited. */
export const NOT_HERE = new Set([
  "not_in_channel",
  "channel_not_found",
  "user_not_in_channel",
  "is_archived",
  "restricted_action",
]);

/** The message can no longer be edited: say it anew. */
export const UNEDITABLE = new Set([
  "message_not_found",
  "cant_update_message",
  "edit_window_closed",
  "streaming_state_conflict",
  "not_in_channel",
  "channel_not_found",
]);

/** The blocks are the trouble: draw them simpler. */
export const UNDRAWABLE = new Set([
  "invalid_blocks",
  "invalid_blocks_format",
  "msg_blocks_too_long",
  "msg_too_long",
  "only_one_table_allowed",
  "block_mismatch",
  "invalid_arguments",
  "no_text",
]);

/** The token is the trouble: nothing works until somebody renews it. */
export const FATAL = new Set([
  "invalid_auth",
  "not_authed",
  "account_inactive",
  "token_revoked",
  "token_expired",
  "user_removed_from_team",
  "team_disabled",
  "org_login_required",
]);

/** One sentence with the fix: for the asker where one can be reached, else for the operator's log. */
export function sentence({ code, needed, method }: SlackFailure): Text {
  if (code === "missing_scope")
    return say`The Slack app lacks the scope ${needed ?? `that ${method} needs`}. Add it under OAuth & Permissions and install the app again.`;
  if (FATAL.has(code))
    return say`Slack no longer accepts the bot's token (${code}). Install the app again and set SLACK_BOT_TOKEN to the new one.`;
  if (code === "is_archived") return say`This channel is archived, so I cannot write here.`;
  if (NOT_HERE.has(code)) return say`I am not in this channel. Invite me, then ask again.`;
  if (code === "ratelimited") return say`Slack asks me to slow down. Try again in a minute.`;
  if (code === "timeout" || code === "unreachable" || code.startsWith("http_5"))
    return say`Slack did not answer (${code}). Try again in a moment.`;
  return say`Slack refused ${method} with ${code}.`;
}
