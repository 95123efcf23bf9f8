/**
 * Kept connections to one API server. Calls share a few; what streams (watches, logs) has connections of its own, so
 * that a dozen followed logs cannot keep a question waiting.
 */
import { type Dispatcher, Pool, ProxyAgent } from "undici";
import type { Served } from "./config.ts";
import type { Login } from "./credentials.ts";

export interface Pools {
  readonly calls: Dispatcher;
  readonly streams: Dispatcher;
}

export interface Connections {
  /** The pools for these credentials: new ones when a client certificate was renewed, else those at hand. */
  for(login: Login): Pools;
  /** Ends at once what is still under way. */
  close(): Promise<void>;
}

const CALLS = 4;
const STREAMS = 64;

/** Load balancers drop idle connections silently, the strictest we know of after 60 s; ours must be gone before that. */
const KEEP_ALIVE = 30_000;

export function createConnections({ origin, proxy }: Pick<Served, "origin" | "proxy">): Connections {
  let now: (Pools & { readonly fingerprint: string }) | undefined;

  return {
    for({ tls, fingerprint }) {
      if (now?.fingerprint === fingerprint) return now;
      const before = now;
      now = { calls: open(origin, proxy, tls, CALLS), streams: open(origin, proxy, tls, STREAMS), fingerprint };
      // Gently: calls under way end as they began. Nobody waits for it, and an error there has no reader.
      if (before) void Promise.allSettled([before.calls.close(), before.streams.close()]);
      return now;
    },
    async close() {
      await Promise.all([now?.calls.destroy(), now?.streams.destroy()]);
    },
  };
}

function open(origin: string, proxy: string | undefined, tls: Login["tls"], connections: number): Dispatcher {
  const options = {
    connections,
    // Over HTTP/2, undici's default, streams arrive at half the speed and calls take longer.
    allowH2: false,
    keepAliveTimeout: KEEP_ALIVE,
    keepAliveMaxTimeout: KEEP_ALIVE,
    // Every request brings a deadline of its own.
    headersTimeout: 0,
    bodyTimeout: 0,
  };
  return proxy === undefined
    ? new Pool(origin, { ...options, connect: { ...tls, timeout: 5000 } })
    : // Tunnels plain HTTP too: undici's other way of proxying takes no repeated headers, and people would lose groups.
      new ProxyAgent({ ...options, uri: proxy, requestTls: tls, proxyTunnel: true, connectTimeout: 5000 });
}
