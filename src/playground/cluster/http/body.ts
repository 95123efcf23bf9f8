import type { IncomingMessage } from "node:http";
import { load } from "js-yaml";
import { badRequest, StatusError, unsupportedMediaType } from "../status.ts";
import { decodeProtobuf } from "./protobuf.ts";

/** What the API server accepts: etcd takes 1.5 MiB, and requests may be twice that. */
const LIMIT = 3 * 1024 * 1024;

/** The body as a value, from JSON or from the protobuf that kubectl sends. @throws BadRequest, UnsupportedMediaType */
export async function readObject(message: IncomingMessage): Promise<unknown> {
  const body = await readBody(message);
  if (body.length === 0) return undefined;
  switch (contentType(message)) {
    case "application/json":
      return parseJson(body.toString());
    case "application/vnd.kubernetes.protobuf":
      return decodeProtobuf(body);
    case "application/yaml":
      return load(body.toString());
    default:
      throw unsupportedMediaType(
        "the body of the request was in an unknown format - accepted media types include: application/json, application/yaml, application/vnd.kubernetes.protobuf",
      );
  }
}

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
