/**
 * Slack over HTTP, as a Bolt receiver. Bolt's own HTTPReceiver parses before it verifies, accepts timestamps of the
 * future, knows no replay, answers 400 to "; charset=utf-8" and spends half of its time on comparing signatures.
 */
import { once } from "node:events";
import type { ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { parse as parseForm } from "node:querystring";
import { setTimeout as sleep } from "node:timers/promises";
import type { App, Receiver } from "@slack/bolt";
import type { Log } from "../ports.ts";
import { createDoor, FORM, type Verified } from "./server.ts";
import type { Verifier } from "./verify.ts";

/** Milliseconds for requests that are being answered while we stop. */
const LAST_ANSWERS = 1000;

interface HttpOptions {
  readonly verify: Verifier;
  readonly host?: string | undefined;
  readonly port: number;
  readonly log: Log;
}

export interface HttpReceiver extends Receiver {
  /** Known once it has started. */
  readonly port: number | undefined;
}

export function httpReceiver({ verify, host, port, log }: HttpOptions): HttpReceiver {
  let app: App | undefined;
  const server = createDoor({ verify, deliver: (request, response) => void deliver(request, response), log });

  async function deliver({ type, body, signature }: Verified, response: ServerResponse): Promise<void> {
    const payload = parsed(type, body.toString());
    if (!payload) return void response.writeHead(400).end();
    if (payload["type"] === "url_verification") return answer(response, { challenge: payload["challenge"] });
    try {
      // The same bytes under the same signature are the same delivery: what replays are told by.
      const customProperties = { delivery: `sig:${signature}` };
      await app?.processEvent({ body: payload, ack: async (words) => answer(response, words), customProperties });
    } catch (error) {
      log.error({ err: error }, "a request from Slack could not be processed");
    }
    // What no listener acknowledges is nothing that people wait for: say yes before Slack counts it as a failure.
    if (!response.headersSent) response.writeHead(200).end();
  }

  return {
    init: (bolt) => void (app = bolt),
    get port() {
      return (server.address() as AddressInfo | null)?.port;
    },
    start: () => once(server.listen(port, host), "listening"),
    async stop() {
      server.close();
      await Promise.race([once(server, "close"), sleep(LAST_ANSWERS, undefined, { ref: false })]);
      server.closeAllConnections();
    },
  };
}

/** Undefined for what is neither; an interaction is JSON within a form. */
function parsed(type: Verified["type"], text: string): Record<string, unknown> | undefined {
  try {
    const form = type === FORM ? parseForm(text) : undefined;
    const payload: unknown =
      form && typeof form["payload"] !== "string" ? form : JSON.parse(String(form?.["payload"] ?? text));
    return typeof payload === "object" && payload !== null ? (payload as Record<string, unknown>) : undefined;
  } catch {
    return undefined; // not JSON: answered with 400
  }
}

function answer(response: ServerResponse, words: unknown): void {
  if (words === undefined || words === "") response.writeHead(200).end();
  else if (typeof words === "string") response.writeHead(200).end(words);
  else response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(words));
}
