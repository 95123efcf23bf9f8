import { setTimeout as sleep } from "node:timers/promises";
import { SlackError } from "../errors.ts";
import { asText, type Json } from "../json.ts";
import type { Workspace } from "../workspace/workspace.ts";
import { type Answer, accepted, refused, tooMany } from "./answer.ts";
import { type Arguments, readArguments } from "./arguments.ts";
import type { Fault, Faults } from "./faults.ts";
import { methods } from "./methods/index.ts";
import type { Call, Method } from "./methods/method.ts";
import type { RateLimits } from "./rate-limits.ts";

/** A call of the Web API or a post to a response_url (method `response_url`), for tests to look at. */
export interface ApiRequest {
  at: number;
  method: string;
  args: Json;
  status: number;
  /** Slack's error code; undefined when all went well. */
  error?: string;
}

interface Parts {
  workspace: Workspace;
  faults: Faults;
  limits: RateLimits;
  appToken: string;
  /** Where this Slack lives, without a slash at the end. */
  url: string;
  newConnection: () => string;
}

/** The Web API: tokens, scopes, rate limits, faults and the log around the methods. */
export class WebApi {
  readonly requests: ApiRequest[] = [];
  /** Tokens that are no longer good. */
  readonly revoked = new Set<string>();
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  call(name: string, authorization: string | undefined, contentType: string, body: Buffer): Promise<Answer> {
    const read = readArguments(contentType, body);
    const token = authorization?.match(/^Bearer (.+)$/i)?.[1] ?? read.args["token"];
    delete read.args["token"];
    return this.guarded(name, read, (args) => this.#run(name, token, args));
  }

  /**
   * Runs something under the ordered faults, and logs it.
   * @param statusOf the HTTP status of a refusal
   */
  async guarded(
    method: string,
    { args, problem }: Arguments,
    run: (args: Json) => Json,
    statusOf: (error: string) => number = () => 200,
  ): Promise<Answer> {
    const fault = this.#parts.faults.take(method);
    if (fault && "delay" in fault) await sleep(fault.delay);
    const answer = this.#answer(fault, statusOf, () => {
      if (problem) throw new SlackError(problem);
      return run(args);
    });
    const { status, error } = answer;
    this.requests.push({ at: this.#parts.workspace.clock.now(), method, args, status, ...(error ? { error } : {}) });
    const outcome = `${error ? ` → ${error}` : ""}${answer.lost ? " (answer lost)" : ""}`;
    this.#parts.workspace.journal.note(`· ${method}${outcome}`);
    return answer;
  }

  #answer(fault: Fault | undefined, statusOf: (error: string) => number, run: () => Json): Answer {
    if (fault && "status" in fault) {
      return { status: fault.status, headers: {}, body: fault.body ?? "", error: `http_${fault.status}` };
    }
    if (fault && "retryAfter" in fault) return tooMany(fault.retryAfter);
    try {
      if (fault && "error" in fault) throw new SlackError(fault.error);
      const answer = accepted(run(), this.#parts.workspace.directory.bot.scopes);
      return fault && "lose" in fault ? { ...answer, lost: true } : answer;
    } catch (error) {
      if (!(error instanceof SlackError)) throw error;
      const seconds = error.details["retryAfter"];
      return typeof seconds === "number" ? tooMany(seconds) : refused(error, statusOf(error.message));
    }
  }

  #run(name: string, token: unknown, args: Json): Json {
    const method: Method | undefined = Object.hasOwn(methods, name) ? methods[name] : undefined;
    if (!method) throw new SlackError("unknown_method", { req_method: name });
    if (method.token !== "none") this.#authenticate(token, method.token);
    const wait = this.#parts.limits.secondsToWait(name, method.tier, asText(args["channel"]));
    if (wait !== undefined) throw new SlackError("ratelimited", { retryAfter: wait });
    return method.answer(this.#callFor(), args);
  }

  #authenticate(token: unknown, kind: "bot" | "app"): void {
    const tokens = { bot: this.#parts.workspace.directory.bot.token, app: this.#parts.appToken };
    if (typeof token !== "string" || token === "") throw new SlackError("not_authed");
    if (this.revoked.has(token)) throw new SlackError("token_revoked");
    if (token !== tokens.bot && token !== tokens.app) throw new SlackError("invalid_auth");
    if (token !== tokens[kind]) throw new SlackError("not_allowed_token_type");
  }

  #callFor(): Call {
    const { workspace, url, newConnection } = this.#parts;
    const { scopes } = workspace.directory.bot;
    return {
      workspace,
      url,
      newConnection,
      has: (scope) => scopes.includes(scope),
      needs(scope) {
        if (!scopes.includes(scope))
          throw new SlackError("missing_scope", { needed: scope, provided: scopes.join(",") });
      },
    };
  }
}
