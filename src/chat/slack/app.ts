/** The Bolt app: who the bot is, what it hears through, and how little of Bolt's own help is switched on. */
import { App, type Logger, LogLevel, type Receiver } from "@slack/bolt";
import type { WebClientOptions } from "@slack/web-api";
import type { Log } from "./ports.ts";

/** What auth.test says of the token. */
export interface Bot {
  readonly team: string;
  readonly user: string;
  readonly id: string;
  readonly name: string;
}

interface BoltOptions {
  readonly token: string;
  readonly bot: Bot;
  readonly receiver: Receiver;
  readonly clientOptions: WebClientOptions;
  readonly log: Log;
}

export function createBolt({ token, bot, receiver, clientOptions, log }: BoltOptions): App {
  const known = { botToken: token, botId: bot.id, botUserId: bot.user };
  const app = new App({
    receiver,
    authorize: async () => ({ ...known }), // auth.test was called already, with an error that says what to do
    convoStore: false, // throws and catches an Error for each request
    ignoreSelf: false, // the listeners ignore every bot
    attachFunctionToken: false,
    clientOptions,
    logger: boltLogger(log),
  });
  app.error(async (error) => log.error({ err: error }, "a Slack listener failed"));
  return app;
}

/** Bolt's debug lines contain whole requests, response URLs too, so they go nowhere. */
export function boltLogger(log: Log): Logger {
  const words = (parts: unknown[]): string =>
    parts.map((part) => (part instanceof Error ? part.message : String(part))).join(" ");
  return {
    debug() {},
    info: (...parts) => log.info({ from: "bolt" }, words(parts)),
    warn: (...parts) => log.warn({ from: "bolt" }, words(parts)),
    error: (...parts) => log.error({ from: "bolt" }, words(parts)),
    setLevel() {},
    getLevel: () => LogLevel.INFO,
    setName() {},
  };
}
