/** An answer, read to its end and understood, or the Failure that it is. */
import { Failure } from "../../core/failure.ts";
import type { Answer, Call } from "./call.ts";
import { connectionFailure, failureOf, notTheApi, statusFailure, unavailable, type Where } from "./failures.ts";
import { isRecord, type Shape } from "./shapes.ts";
import type { Response } from "./transport.ts";

/** Enough for a page of the largest objects that etcd takes; more would stop the process for a noticeable time. */
const LARGEST = 32 * 1024 * 1024;

/** The whole body, unless it is too large to be one. */
export async function read(response: Response, where: Where, signal: AbortSignal): Promise<Answer> {
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of response.body) {
      size += chunk.length;
      if (size > LARGEST) throw unavailable(where, `its answer is larger than ${LARGEST / 1024 / 1024} MiB`);
      chunks.push(chunk);
    }
  } catch (error) {
    if (signal.aborted) throw signal.reason;
    throw error instanceof Failure ? error : connectionFailure(error, where);
  }
  return { status: response.statusCode, headers: response.headers, text: Buffer.concat(chunks).toString("utf8") };
}

interface Expected<T> {
  readonly call: Call;
  readonly where: Where;
  readonly is: Shape<T>;
}

export function parse<T>(answer: Answer, { call, where, is }: Expected<T>): T {
  if (answer.status < 200 || answer.status > 299) throw failureOf(answer, call, where);
  let body: unknown;
  try {
    body = JSON.parse(answer.text);
  } catch (cause) {
    throw unavailable(where, "its answer is cut off, or is not the Kubernetes API's", cause);
  }
  // Some gateways pass a failure on under a status of 200.
  if (isRecord(body) && body.kind === "Status" && body.status === "Failure") throw statusFailure(body, call, where);
  if (!is(body)) throw unavailable(where, notTheApi(answer));
  return body;
}

/** A login page, which would otherwise be shown as if it were a log. */
export const isPage = ({ headers }: Response): boolean => String(headers["content-type"] ?? "").startsWith("text/html");
