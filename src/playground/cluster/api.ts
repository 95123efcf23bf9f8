import type { IncomingMessage, ServerResponse } from "node:http";
import type { User } from "./access/user.ts";
import type { LogSource } from "./controllers/controller.ts";
import type { UsageOf } from "./controllers/usage.ts";
import type { Route } from "./http/route.ts";
import type { ObjectStore } from "./storage/store.ts";

/** What every handler of the API needs. */
export interface Api {
  readonly store: ObjectStore;
  readonly logs: LogSource;
  /** Undefined in a cluster without metrics-server. */
  readonly usage: UsageOf | undefined;
}

/** One request, after it was authenticated and authorised. */
export interface ApiRequest {
  readonly route: Route;
  /** Whom the request acts as. */
  readonly user: User;
  readonly message: IncomingMessage;
  readonly response: ServerResponse;
}

/** A JSON answer. A handler that streams writes to the response itself and returns nothing. */
export interface Answer {
  readonly code: number;
  readonly body: unknown;
  readonly headers?: Readonly<Record<string, string | readonly string[]>>;
}

export const ok = (body: unknown): Answer => ({ code: 200, body });
