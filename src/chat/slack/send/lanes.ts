/**
 * Everything that the bot asks of the Web API goes through here. @slack/web-api's own queue stops altogether for one 429
 * (measured: views.open waited 5 s behind one busy channel, and a trigger lives 3 s), and its retries posted one message
 * four times. So it retries nothing, and we wait for exactly what is limited and repeat exactly what may be repeated.
 */
import { setTimeout as sleep } from "node:timers/promises";
import { type Logger, WebClient, type WebClientOptions } from "@slack/web-api";
import type { z } from "zod";
import type { Observe } from "../ports.ts";
import { limited, SlackFailure, troubleOf } from "./errors.ts";

interface Lane {
  /** Milliseconds for one attempt. */
  readonly timeout: number;
  /** Seconds of Retry-After that are worth waiting. */
  readonly patience: number;
}

/** A trigger is dead after 3 s, a person waits for the lookups, messages can wait a minute. */
const LANES = {
  interactive: { timeout: 2500, patience: 0 },
  lookups: { timeout: 2000, patience: 1 },
  messages: { timeout: 8000, patience: 60 },
  files: { timeout: 30_000, patience: 60 },
} as const satisfies Record<string, Lane>;

interface Rule {
  readonly lane: keyof typeof LANES;
  /** Slack counts these for each channel by itself. */
  readonly byChannel?: boolean;
  /**
   * Whether to repeat a call whose answer was lost. A post is repeated once: Slack knows no idempotency key, and to look
   * it up takes channels:history. So a lost answer means one duplicate at most; the alternative is silence.
   */
  readonly again: boolean;
}

const METHODS = {
  "auth.test": { lane: "lookups", again: true },
  "users.info": { lane: "lookups", again: true },
  "conversations.info": { lane: "lookups", again: true },
  "usergroups.list": { lane: "lookups", again: true },
  "views.open": { lane: "interactive", again: false },
  "views.update": { lane: "interactive", again: true },
  "chat.postMessage": { lane: "messages", byChannel: true, again: true },
  "chat.postEphemeral": { lane: "messages", byChannel: true, again: true },
  "chat.update": { lane: "messages", again: true },
  "files.getUploadURLExternal": { lane: "files", again: true },
  "files.completeUploadExternal": { lane: "files", again: false },
} as const satisfies Record<string, Rule>;

export type Method = keyof typeof METHODS;

/** Attempts in all, whatever the trouble. */
const ATTEMPTS = 4;

export interface LanesOptions {
  readonly token: string;
  readonly clientOptions: WebClientOptions & { readonly logger: Logger };
  readonly observe?: Observe | undefined;
  /** Ends all waiting: the process is about to stop. */
  readonly signal: AbortSignal;
}

export interface Lanes {
  /** @throws SlackFailure */
  call<T>(method: Method, args: Readonly<Record<string, unknown>>, answer: z.ZodType<T>): Promise<T>;
}

export function createLanes({ token, clientOptions, observe, signal }: LanesOptions): Lanes {
  const client = ({ timeout }: Lane) =>
    new WebClient(token, { ...clientOptions, timeout, retryConfig: { retries: 0 }, rejectRateLimitedCalls: true });
  const clients = {
    interactive: client(LANES.interactive),
    lookups: client(LANES.lookups),
    messages: client(LANES.messages),
    files: client(LANES.files),
  };
  /** Until when (Unix milliseconds) Slack wants to hear no more of a method, or of a method in a channel. */
  const closed = new Map<string, number>();

  async function attempt(method: Method, args: Readonly<Record<string, unknown>>): Promise<unknown> {
    const { lane, again, byChannel }: Rule = METHODS[method];
    const key = byChannel ? `${method} ${String(args["channel"])}` : method;
    for (let tries = 1, repeated = false; ; tries += 1) {
      await opened(key, method, LANES[lane].patience);
      try {
        return await clients[lane].apiCall(method, { ...args });
      } catch (error) {
        const trouble = troubleOf(error);
        const { kind, wait = 0 } = trouble;
        const hopeless = kind === "refused" || tries === ATTEMPTS || (kind === "lost" && (!again || repeated));
        if (hopeless) throw new SlackFailure(method, trouble, { cause: error });
        repeated ||= kind === "lost";
        if (kind === "limited") closed.set(key, Date.now() + wait * 1000);
        if (kind === "unsent") await sleep(200 * tries, undefined, { signal });
      }
    }
  }

  async function opened(key: string, method: Method, patience: number): Promise<void> {
    const wait = (closed.get(key) ?? 0) - Date.now();
    if (wait <= 0) return void closed.delete(key);
    if (wait > patience * 1000) throw new SlackFailure(method, limited(wait / 1000));
    await sleep(wait, undefined, { signal });
  }

  return {
    async call(method, args, answer) {
      const started = performance.now();
      let outcome = "ok";
      try {
        const parsed = answer.safeParse(await attempt(method, args));
        if (!parsed.success)
          throw new SlackFailure(method, { kind: "lost", code: "unexpected_answer" }, { cause: parsed.error });
        return parsed.data;
      } catch (error) {
        outcome = error instanceof SlackFailure ? error.code : "stopped";
        throw error;
      } finally {
        observe?.({ method, outcome, seconds: (performance.now() - started) / 1000 });
      }
    },
  };
}
