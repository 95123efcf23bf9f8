import type { OutgoingHttpHeaders, ServerResponse } from "node:http";
import type { Answer } from "../api.ts";
import { StatusError } from "../status.ts";

const HEADERS = { "cache-control": "no-cache, private" };

export function send(response: ServerResponse, { code, body, headers }: Answer): void {
  // A stream that fails midway cannot become an error answer any more: the client sees it break off.
  if (response.headersSent) return void response.destroy();
  const text = typeof body === "string" ? body : `${JSON.stringify(body)}\n`;
  response.writeHead(code, {
    ...HEADERS,
    ...(text !== "" && { "content-type": typeof body === "string" ? "text/plain; charset=utf-8" : "application/json" }),
    "content-length": Buffer.byteLength(text),
    ...headers,
  } as OutgoingHttpHeaders);
  response.end(text);
}

/** The answer for whatever a handler threw. */
export function failure(error: unknown): Answer {
  if (error instanceof StatusError) {
    const seconds = error.status.details?.retryAfterSeconds;
    return { code: error.code, body: error.status, ...(seconds && { headers: { "retry-after": String(seconds) } }) };
  }
  // A bug of this server. It answers like a server with a bug, and says where to look.
  const message = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return failure(new StatusError(500, "InternalError", `Internal error occurred: ${message}`));
}

/** Runs something when the client has left, which it may have done already. */
export function onLeave(response: ServerResponse, run: () => void): void {
  if (response.closed) run();
  else response.once("close", run);
}

/** Opens an answer that is written piece by piece, for as long as the client listens. */
export function openStream(response: ServerResponse, contentType: string): void {
  response.writeHead(200, { ...HEADERS, "content-type": contentType, "transfer-encoding": "chunked" });
  response.flushHeaders();
}
