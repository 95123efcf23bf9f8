/**
 * Socket Mode, kept alive by us. @slack/socket-mode 3.1.0 reconnects with a gap of five seconds at every refresh, ends the
 * process when a reconnect is refused (its promise has no catch) or when app_rate_limited arrives (an event without an
 * event), and waits ever longer without a limit. So its own reconnecting is off, and there are two connections: Slack
 * sends each payload to any one of them.
 */
import { setTimeout as sleep } from "node:timers/promises";
import { type App, type Logger, type Receiver, SocketModeReceiver } from "@slack/bolt";
import type { WebClientOptions } from "@slack/web-api";
import type { Dispatcher } from "undici";
import type { Log } from "../ports.ts";
import { FATAL, troubleOf } from "../send/errors.ts";

const CONNECTIONS = 2;
/** Milliseconds. */
const CONNECT_WITHIN = 15_000;
const LONGEST_PAUSE = 30_000;
/** A connection that ends sooner than this counts as failed: Slack may be telling every one of them to go. */
const SETTLED = 10_000;

interface SocketOptions {
  readonly appToken: string;
  readonly clientOptions: WebClientOptions;
  readonly dispatcher: Dispatcher;
  readonly logger: Logger;
  readonly log: Log;
}

/** A Bolt receiver. `start` resolves with the first connection, and rejects when Slack refuses the app token. */
export function socketReceiver({ appToken, clientOptions, dispatcher, logger, log }: SocketOptions): Receiver {
  const stopping = new AbortController();
  const { signal } = stopping;
  const receivers = Array.from({ length: CONNECTIONS }, () => {
    const receiver = new SocketModeReceiver({
      appToken,
      dispatcher,
      logger,
      autoReconnectEnabled: false,
      installerOptions: {
        clientOptions: { ...clientOptions, retryConfig: { retries: 0 }, rejectRateLimitedCalls: true, timeout: 8000 },
      },
      customPropertiesExtractor: ({ envelope_id }: { envelope_id: string }) => ({
        delivery: `envelope:${envelope_id}`,
      }),
    });
    return guarded(receiver, log);
  });

  async function keepConnected(
    receiver: SocketModeReceiver,
    connected: () => void,
    refused: (error: Error) => void,
  ): Promise<void> {
    for (let failures = 0; !signal.aborted; ) {
      const since = performance.now();
      try {
        const gone = new Promise((resolve) => receiver.client.once("disconnected", resolve));
        await within(CONNECT_WITHIN, receiver.client.start());
        log.info({}, "a Socket Mode connection stands");
        connected();
        await gone;
        failures = performance.now() - since < SETTLED ? failures + 1 : 0;
      } catch (error) {
        failures += 1;
        const { code } = troubleOf(error);
        log.warn({ code, failures }, "a Socket Mode connection could not be opened");
        if (FATAL.has(code))
          refused(
            new Error(
              `Slack does not accept SLACK_APP_TOKEN (${code}). Make a new app-level token with connections:write.`,
            ),
          );
        await receiver.client.disconnect().catch(() => {}); // whatever half of it stands
      }
      if (failures > 0)
        await sleep(Math.min(LONGEST_PAUSE, 100 * 2 ** failures) * (0.5 + Math.random() / 2), undefined, {
          signal,
          ref: false,
        }).catch(() => {});
    }
  }

  return {
    init: (app: App) => receivers.forEach((receiver) => receiver.init(app)),
    start: () =>
      new Promise<void>((resolve, reject) => {
        for (const receiver of receivers) void keepConnected(receiver, resolve, reject);
      }),
    async stop() {
      stopping.abort();
      // The closing handshake can take half a minute with a peer that has gone silent.
      await Promise.race([
        Promise.allSettled(receivers.map(({ client }) => client.disconnect())),
        sleep(1000, undefined, { ref: false }),
      ]);
    },
  };
}

/** Puts a catch, and an event where Slack sends none, between the socket and a listener that is not prepared for either. */
function guarded(receiver: SocketModeReceiver, log: Log): SocketModeReceiver {
  const { client } = receiver;
  const listeners = client.listeners("ws_message");
  client.removeAllListeners("ws_message");
  client.on("ws_message", (data: unknown, isBinary: boolean) => {
    const handle = async (listener: (data: unknown, isBinary: boolean) => unknown) =>
      listener.call(client, isBinary ? data : withEvent(String(data)), isBinary);
    for (const listener of listeners) {
      handle(listener).catch((error: unknown) =>
        log.error({ err: error }, "a Socket Mode message could not be handled"),
      );
    }
  });
  return receiver;
}

/** {"type":"app_rate_limited"} has no `event` inside; with one it is acknowledged like any other. */
function withEvent(text: string): string {
  if (!text.includes('"app_rate_limited"')) return text;
  try {
    const envelope = JSON.parse(text) as { readonly payload?: { readonly type?: string; readonly event?: unknown } };
    if (!envelope.payload || envelope.payload.event !== undefined) return text;
    return JSON.stringify({ ...envelope, payload: { ...envelope.payload, event: { type: envelope.payload.type } } });
  } catch {
    return text; // the listener ignores what is no JSON
  }
}

async function within<T>(milliseconds: number, work: Promise<T>): Promise<T> {
  const late = new AbortController();
  const timer = sleep(milliseconds, undefined, { signal: late.signal, ref: false }).then(() => {
    throw new Error(`no connection within ${milliseconds} ms`);
  });
  try {
    return await Promise.race([work, timer]);
  } finally {
    work.catch(() => {}); // when it was late, its own failure comes later still
    timer.catch(() => {});
    late.abort();
  }
}
