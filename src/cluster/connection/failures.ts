/** What went wrong between us and an API server, as one of the Failures that people are told of. */
import { Failure } from "../../core/failure.ts";
import type { Answer, Call } from "./call.ts";
import { forbidden } from "./forbidden.ts";

/** The API's own account of a failure (meta/v1 Status). Each field may be missing. */
export interface Status {
  readonly message?: string;
  readonly reason?: string;
  readonly code?: number;
  readonly details?: {
    readonly name?: string;
    readonly kind?: string;
    readonly group?: string;
    readonly causes?: readonly unknown[];
  };
}

/** A list or watch outlived what the server remembers (410): it has to start over. Nobody else needs to know. */
export class Expired extends Failure<"unavailable"> {}

export interface Where {
  readonly cluster: string;
  /** The impersonated user, where there is one. */
  readonly user?: string | undefined;
}

export function failureOf(answer: Answer, call: Call, where: Where): Failure {
  const status = statusOf(answer.text);
  // Proxies and login pages answer too, and not as the API does. What they say is for the log, not for people.
  if (!status) return unavailable(where, notTheApi(answer));
  return statusFailure({ code: answer.status, ...status }, call, where);
}

export function statusFailure(status: Status, call: Call, where: Where): Failure {
  const { code = 0, reason, message = `it answered ${code}`, details } = status;
  const { cluster } = where;
  switch (code) {
    case 401:
      return new Failure("unauthenticated", { cluster });
    case 403:
      return forbidden(message, where) ?? new Failure("invalid", { message });
    case 404:
      return new Failure("not-found", { what: subject(call), namespace: namespaceOf(call), cluster, near: [] });
    case 409:
      return new Failure("conflict", { what: subject(call) }, { cause: message });
    case 410:
      return new Expired("unavailable", { cluster, detail: "it changed faster than it could be read" });
    case 422:
      // A JSON Patch whose `test` failed is 422 without causes; a value that the API refuses has them.
      return call.verb === "patch" && (details?.causes ?? []).length === 0
        ? new Failure("conflict", { what: subject(call) }, { cause: message })
        : new Failure("invalid", { message });
    case 429:
      return new Failure("busy", { cluster });
    default:
      // A webhook that cannot be called refuses as surely as one that says no, and trying again soon helps neither.
      return code < 500 || (reason === "InternalError" && message.includes("webhook"))
        ? new Failure("invalid", { message })
        : unavailable(where, message);
  }
}

/** The connection failed, or ended before its answer did. */
export function connectionFailure(error: unknown, where: Where): Failure {
  const code = codeOf(error);
  return unavailable(where, CONNECTION[code] ?? `the connection failed (${code})`, error);
}

const CONNECTION: Readonly<Record<string, string>> = {
  ECONNREFUSED: "the connection was refused",
  ENOTFOUND: "its host name cannot be found",
  EAI_AGAIN: "its host name cannot be looked up",
  EHOSTUNREACH: "there is no way to its host",
  ENETUNREACH: "there is no way to its network",
  UND_ERR_CONNECT_TIMEOUT: "it does not accept connections",
  UND_ERR_SOCKET: "the connection was cut",
  ECONNRESET: "the connection was cut",
  EPIPE: "the connection was cut",
  UND_ERR_RES_CONTENT_LENGTH_MISMATCH: "the connection was cut",
  UND_ERR_DESTROYED: "this bot is shutting down",
  UND_ERR_CLOSED: "this bot is shutting down",
  CERT_HAS_EXPIRED: "its certificate has expired",
  DEPTH_ZERO_SELF_SIGNED_CERT: "its certificate is signed by an authority that the kubeconfig does not name",
  SELF_SIGNED_CERT_IN_CHAIN: "its certificate is signed by an authority that the kubeconfig does not name",
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: "its certificate is signed by an authority that the kubeconfig does not name",
  ERR_TLS_CERT_ALTNAME_INVALID: "its certificate is for another host name",
};

const CUT = new Set(["UND_ERR_SOCKET", "ECONNRESET", "EPIPE", "UND_ERR_RES_CONTENT_LENGTH_MISMATCH"]);
/** Failed before a connection stood, so the server cannot have seen the request. */
const UNSENT = new Set([
  "ECONNREFUSED",
  "ENOTFOUND",
  "EAI_AGAIN",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "UND_ERR_CONNECT_TIMEOUT",
]);

export const isCut = (error: unknown): boolean => error instanceof Failure && CUT.has(codeOf(error.cause));
export const isUnsent = (error: unknown): boolean => error instanceof Failure && UNSENT.has(codeOf(error.cause));

export const unavailable = ({ cluster }: Where, detail: string, cause?: unknown): Failure<"unavailable"> =>
  new Failure("unavailable", { cluster, detail }, { cause });

function subject({ on, what }: Call): string {
  if (what !== undefined) return what;
  if (typeof on === "string") return on;
  const resource = on.group === "" ? on.resource : `${on.resource}.${on.group}`;
  return on.name === undefined ? resource : `${resource}/${on.name}`;
}

const namespaceOf = ({ on }: Call): string | undefined => (typeof on === "string" ? undefined : on.namespace);
const codeOf = (error: unknown): string => (error as { code?: string } | undefined)?.code ?? "no reason given";

function statusOf(text: string): Status | undefined {
  try {
    const body = JSON.parse(text) as { kind?: unknown } | null;
    return body?.kind === "Status" ? (body as Status) : undefined;
  } catch {
    return undefined; // not JSON, so not the API: the caller says so
  }
}

export function notTheApi({ status, headers }: Answer): string {
  const type = String(headers["content-type"] ?? "no content type").split(";")[0];
  return `its address answered ${status} with ${type}, which is not how the Kubernetes API answers`;
}
