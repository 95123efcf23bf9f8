import type { IncomingMessage } from "node:http";
import { badRequest, StatusError } from "../status.ts";

/** What the API server accepts: etcd takes 1.5 MiB, and requests may be twice that. */
const LIMIT = 3 * 1024 * 1024;

export async function readBody(message: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of message as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > LIMIT) {
      throw new StatusError(413, "RequestEntityTooLarge", `Request entity too large: limit is ${LIMIT}`);
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** @throws BadRequest when the body is not JSON */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw badRequest(`error decoding body: ${(error as Error).message}`);
  }
}

/** The media type of the body, without its parameters. */
export const contentType = ({ headers }: IncomingMessage): string =>
  headers["content-type"]?.split(";")[0]?.trim() ?? "application/json";
