import { randomUUID } from "node:crypto";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { attributesOf, refusal } from "../access/attributes.ts";
import { impersonated } from "../access/impersonation.ts";
import { authorize } from "../access/rbac.ts";
import { authenticate, type TokenUser } from "../access/user.ts";
import type { Answer, Api, ApiRequest } from "../api.ts";
import { failure, send } from "./answer.ts";
import { type Fault, inject, type OnRequest } from "./faults.ts";
import { handle } from "./handle.ts";
import { routeOf } from "./route.ts";

export interface ServerOptions {
  readonly api: Api;
  readonly users: readonly TokenUser[];
  readonly onRequest?: OnRequest | undefined;
}

/** The HTTP side: who asks, whether that is allowed, and which handler answers. */
export function createApiServer({ api, users, onRequest }: ServerOptions): Server {
  const server = createServer((message, response) => {
    // The audit id joins a client's own log with ours, as on the real server.
    response.setHeader("audit-id", message.headers["audit-id"] ?? randomUUID());
    void respond(message, response);
  });
  // A watch may be silent for minutes; only the client decides when it has waited long enough.
  server.requestTimeout = 0;
  // Node's five seconds would have clients send on connections that are just being closed.
  server.keepAliveTimeout = 120_000;
  return server;

  async function respond(message: IncomingMessage, response: ServerResponse): Promise<void> {
    let fault: Fault | undefined;
    let answer: Answer | undefined;
    try {
      fault = (await onRequest?.(message)) ?? undefined;
      if (fault && inject(fault, response)) return;
      const request = admitted(message, response);
      answer = await handle(api, request);
    } catch (error) {
      answer = failure(error);
    }
    if (answer) send(response, answer);
  }

  function admitted(message: IncomingMessage, response: ServerResponse): ApiRequest {
    const route = routeOf(message.method ?? "GET", message.url ?? "/");
    const caller = authenticate(message.headers, users);
    const user = impersonated(api.store, attributesOf(caller, route), message.headersDistinct);
    const attributes = attributesOf(user, route);
    const { allowed, reason } = authorize(api.store, attributes);
    if (!allowed) throw refusal(attributes, reason);
    return { route, user, message, response };
  }
}
