import { setTimeout as sleep } from "node:timers/promises";
import { parseBody } from "./arguments.ts";
import { SlackError } from "../errors.ts";
import type { Faults } from "./faults.ts";
import { asText, type Json } from "../json.ts";
import { methods } from "./methods/index.ts";
import type { Call, Method } from "./methods/method.ts";
import type { RateLimits } from "./rate-limits.ts";
import type { Workspace } from "../workspace/workspace.ts";

/** A call of the Web API or a post to a response_url (method `response_url`), for tests to look at. */
export interface ApiRequest {
  at: number;
  method: string;
  args: Json;
  status: number;
  /** Slack's error code; undefined when all went well. */
  error?: string;
}

/** An HTTP answer; `lost` when the connection is to break instead. */
export interface Answer {
  status: number;
  headers: Record<string, string>;
  body: string | Buffer;
  /** Slack's error code, where it refused. */
  error?: string;
  lost?: boolean;
}

/** The Web API: tokens, scopes, rate limits, faults and the log around the methods. */
export class WebApi {
  readonly requests: ApiRequest[] = [];
  /** Tokens that are no longer good. */
  readonly revoked = new Set<string>();
  readonly #workspace: Workspace;
  readonly #faults: Faults;
  readonly #limits: RateLimits;
  readonly #appToken: string;
  readonly #url: string;
  readonly #newConnection: () => string;

  constructor(parts: {
    workspace: Workspace;
    faults: Faults;
    limits: RateLimits;
    appToken: string;
    url: string;
    newConnection: () => string;
  }) {
    this.#workspace = parts.workspace;
    this.#faults = parts.faults;
    this.#limits = parts.limits;
    this.#appToken = parts.appToken;
    this.#url = parts.url;
    this.#newConnection = parts.newConnection;
  }

  async call(
    name: string,
    headers: { authorization?: string | undefined; contentType: string },
    body: Buffer,
  ): Promise<Answer> {
    let args: Json = {};
    return this.guarded(
      name,
      () => {
        args = parseBody(headers.contentType, body);
        const token = headers.authorization?.match(/^Bearer (.+)$/i)?.[1] ?? args["token"];
        const { token: _token, ...rest } = args;
        args = rest;
        return { ok: true, ...this.#run(name, token, args) };
      },
      () => args,
    );
  }

  /** Runs something under the ordered faults, and logs it. */
  async guarded(method: string, run: () => Json, argsOf: () => Json): Promise<Answer> {
    const fault = this.#faults.take(method);
    if (fault && "delay" in fault) await sleep(fault.delay);
    const answer = this.#answer(fault && "error" in fault ? refuse(fault.error) : run, fault);
    const { error } = answer;
    this.requests.push({
      at: this.#workspace.clock.now(),
      method,
      args: argsOf(),
      status: answer.status,
      ...(error ? { error } : {}),
    });
    this.#workspace.journal.note(`· ${method}${error ? ` → ${error}` : ""}${answer.lost ? " (answer lost)" : ""}`);
    return answer;
  }

  #answer(run: () => Json, fault: ReturnType<Faults["take"]>): Answer {
    if (fault && "status" in fault)
      return { status: fault.status, headers: {}, body: fault.body ?? "", error: `http_${fault.status}` };
    if (fault && "retryAfter" in fault) return tooMany(fault.retryAfter);
    try {
      const answer = ok(run(), this.#workspace.directory.bot.scopes);
      return fault && "lose" in fault ? { ...answer, lost: true } : answer;
    } catch (error) {
      if (!(error instanceof SlackError)) throw error;
      const seconds = error.details["retryAfter"];
      if (typeof seconds === "number") return tooMany(seconds);
      const body = JSON.stringify({ ok: false, error: error.message, ...error.details });
      return { status: 200, headers: jsonHeaders, body, error: error.message };
    }
  }

  #run(name: string, token: unknown, args: Json): Json {
    const method: Method | undefined = Object.hasOwn(methods, name) ? methods[name] : undefined;
    if (!method) throw new SlackError("unknown_method", { req_method: name });
    if (method.token !== "none") this.#authenticate(token, method.token);
    const wait = this.#limits.secondsToWait(name, method.tier, asText(args["channel"]));
    if (wait !== undefined) throw new SlackError("ratelimited", { retryAfter: wait });
    return method.answer(this.#callFor(), args);
  }

  #authenticate(token: unknown, kind: "bot" | "app"): void {
    if (typeof token !== "string" || token === "") throw new SlackError("not_authed");
    if (this.revoked.has(token)) throw new SlackError("token_revoked");
    const { bot } = this.#workspace.directory;
    if (token !== bot.token && token !== this.#appToken) throw new SlackError("invalid_auth");
    if (token !== (kind === "bot" ? bot.token : this.#appToken)) throw new SlackError("not_allowed_token_type");
  }

  #callFor(): Call {
    const { scopes } = this.#workspace.directory.bot;
    return {
      workspace: this.#workspace,
      url: this.#url,
      newConnection: this.#newConnection,
      has: (scope) => scopes.includes(scope),
      needs: (...anyOf) => {
        if (anyOf.some((scope) => scopes.includes(scope))) return;
        throw new SlackError("missing_scope", { needed: anyOf.join(","), provided: scopes.join(",") });
      },
    };
  }
}

const jsonHeaders = { "content-type": "application/json; charset=utf-8" };

function ok(body: Json, scopes: string[]): Answer {
  return { status: 200, headers: { ...jsonHeaders, "x-oauth-scopes": scopes.join(",") }, body: JSON.stringify(body) };
}

function tooMany(retryAfter: number | string | null): Answer {
  const headers = retryAfter === null ? jsonHeaders : { ...jsonHeaders, "retry-after": String(retryAfter) };
  return { status: 429, headers, body: JSON.stringify({ ok: false, error: "ratelimited" }), error: "ratelimited" };
}

function refuse(error: string): () => never {
  return () => {
    throw new SlackError(error);
  };
}
