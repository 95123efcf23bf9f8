/** One exchange with an API server: a Call and somebody's headers in, status, headers and an unread body out. */
import { performance } from "node:perf_hooks";
import type { Dispatcher } from "undici";
import { Failure } from "../../core/failure.ts";
import { type Call, METHODS, type Observed, type Who } from "./call.ts";
import type { Served } from "./config.ts";
import { connectionFailure } from "./failures.ts";
import type { Headers } from "./identity.ts";
import { createConnections, type Pools } from "./pools.ts";
import { resourceUrl, serverUrl } from "./url.ts";

export type Response = Dispatcher.ResponseData;

/** Who asks, and in which headers that shows. */
export interface Caller {
  readonly as: Who;
  readonly headers: Headers;
}

export interface Transport {
  /** @throws Failure, or the signal's reason */
  exchange(call: Call, caller: Caller, lane: keyof Pools, signal: AbortSignal): Promise<Response>;
  close(): Promise<void>;
}

export function createTransport(served: Served, observe: (seen: Observed) => void): Transport {
  const connections = createConnections(served);
  const { name: cluster, prefix, credentials } = served;

  async function once(call: Call, caller: Caller, lane: keyof Pools, signal: AbortSignal): Promise<Response> {
    const login = await credentials.current().catch((cause: unknown) => {
      throw new Failure("unauthenticated", { cluster }, { cause });
    });
    // Before anything is counted as a request: a name that cannot be one is refused here.
    const path =
      typeof call.on === "string"
        ? serverUrl(call.on, call.parameters, prefix)
        : resourceUrl(call.on, call.parameters, prefix);
    const started = performance.now();
    let status = 0;
    try {
      const response = await connections.for(login)[lane].request({
        origin: served.origin,
        path,
        method: METHODS[call.verb],
        headers: {
          accept: call.accept ?? "application/json",
          ...(call.body && { "content-type": call.body.type }),
          // Ours last: a kubeconfig that impersonates (`as:`) is the bot's own affair, never mixed with a person.
          ...login.headers,
          ...caller.headers,
        } as Record<string, string | string[]>,
        bodyTimeout: call.idle ?? 0,
        body: call.body ? JSON.stringify(call.body.content) : null,
        signal,
      });
      status = response.statusCode;
      return response;
    } catch (error) {
      if (signal.aborted) throw error;
      throw connectionFailure(error, { cluster });
    } finally {
      observe(observed(call, cluster, caller.as, status, (performance.now() - started) / 1000));
    }
  }

  return {
    async exchange(call, caller, lane, signal) {
      const response = await once(call, caller, lane, signal);
      if (response.statusCode !== 401) return response;
      // A token that was rotated under us. 401 comes before anything is executed, so even a change may be sent again.
      await response.body.dump();
      credentials.renew();
      return once(call, caller, lane, signal);
    },
    close: () => connections.close(),
  };
}

function observed({ verb, on }: Call, cluster: string, as: Who, status: number, seconds: number): Observed {
  const common = { cluster, verb, as, status, seconds };
  if (typeof on === "string") return { ...common, resource: on };
  const { group, resource, subresource, namespace } = on;
  return { ...common, group, resource, ...(subresource && { subresource }), ...(namespace && { namespace }) };
}
