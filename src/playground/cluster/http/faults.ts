import type { IncomingMessage, ServerResponse } from "node:http";

/** An answer that a test gives in place of the server's own. */
export interface Fault {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Breaks the connection after this many bytes of the body, whose whole length was promised. */
  readonly cutAfter?: number;
}

/**
 * Called before each request is handled. Answering with a Fault replaces the real answer; answering with nothing, at
 * once or later, lets it happen then: a promise makes the server slow.
 */
export type OnRequest = (request: IncomingMessage) => Fault | undefined | void | Promise<Fault | undefined | void>;

export function inject({ status, headers, body = "", cutAfter }: Fault, response: ServerResponse): true {
  const bytes = Buffer.from(body);
  response.writeHead(status, { "content-type": "application/json", ...headers, "content-length": bytes.length });
  if (cutAfter === undefined) response.end(bytes);
  else response.write(bytes.subarray(0, cutAfter), () => response.destroy());
  return true;
}
