/**
 * The only door that Slack comes in through: POST /slack/events. What is not signed by Slack goes no further than this
 * file, and nothing has parsed it by then.
 */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { Log } from "../ports.ts";
import type { Verifier } from "./verify.ts";

const PATH = "/slack/events";
/** Slack's own payloads stay far below; Bolt would take 4 MiB from anybody. */
const LARGEST_BODY = 256 * 1024;
export const FORM = "application/x-www-form-urlencoded";
const JSON_TYPE = "application/json";

/** A request that Slack signed. */
export interface Verified {
  readonly type: ContentType;
  readonly body: Buffer;
  readonly signature: string;
}

type ContentType = typeof FORM | typeof JSON_TYPE;

export interface Door {
  readonly verify: Verifier;
  /** Takes what came in, and answers it. */
  readonly deliver: (request: Verified, response: ServerResponse) => void;
  readonly log: Log;
}

export function createDoor(door: Door): Server {
  // Slow senders are cut off; connectionsCheckingInterval is how often Node looks (30 s by default, longer than the limits).
  const limits = {
    maxHeaderSize: 16 * 1024,
    headersTimeout: 5000,
    requestTimeout: 8000,
    connectionsCheckingInterval: 1000,
  };
  return createServer({ ...limits, keepAliveTimeout: 65_000 }, (request, response) => receive(door, request, response));
}

function receive(door: Door, request: IncomingMessage, response: ServerResponse): void {
  const refuse = (status: number): void => {
    response.writeHead(status, { connection: "close" }).end();
  };
  const path = request.url?.split("?", 1)[0];
  if (path !== PATH) return refuse(404);
  if (request.method !== "POST") return void response.writeHead(405, { allow: "POST", connection: "close" }).end();
  const type = contentType(request.headers["content-type"]);
  if (!type) return refuse(415);
  if (Number(request.headers["content-length"] ?? 0) > LARGEST_BODY) return refuse(413);

  const chunks: Buffer[] = [];
  let length = 0;
  request.on("data", (chunk: Buffer) => {
    length += chunk.length;
    if (length <= LARGEST_BODY) chunks.push(chunk);
    else if (!response.headersSent) {
      response.on("finish", () => request.destroy()); // it may have gigabytes more
      refuse(413);
    }
  });
  request.on("error", () => {}); // the sender has gone: there is nobody left to answer
  request.on("end", () => {
    if (response.headersSent) return;
    const body = chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks);
    const verdict = door.verify(request.headers, body);
    if (!verdict.genuine) {
      door.log.warn({ because: verdict.because }, "refused a request that is not verifiably Slack's");
      return refuse(401);
    }
    door.deliver({ type, body, signature: verdict.signature }, response);
  });
}

function contentType(header: string | undefined): ContentType | undefined {
  if (header === FORM || header === JSON_TYPE) return header;
  const [type, parameter] = (header ?? "")
    .toLowerCase()
    .split(";", 2)
    .map((part) => part.trim());
  if (parameter !== undefined && !/^charset="?utf-8"?$/.test(parameter)) return undefined;
  return type === FORM || type === JSON_TYPE ? type : undefined;
}
