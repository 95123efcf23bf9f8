/** How Slack is reached: its address, proxies, certificate authorities, and the only hosts that an answer may be sent to. */
import { getCACertificates } from "node:tls";
import { type Dispatcher, EnvHttpProxyAgent, fetch, request, type RequestInit, type Response } from "undici";

/**
 * SLACK_API_URL as people write it → the Web API's base, ending in /api/.
 * @throws Error when it is no http(s) URL
 */
export function apiBase(url = "https://slack.com"): string {
  const parsed = URL.canParse(url) ? new URL(url) : undefined;
  if (!parsed || !/^https?:$/.test(parsed.protocol)) throw new Error(`SLACK_API_URL is not an http(s) URL: ${url}`);
  const path = parsed.pathname.replace(/\/+$/, "");
  return `${parsed.origin}${path.endsWith("/api") ? path : `${path}/api`}/`;
}

/**
 * A response_url comes with a request and is then fetched, so it may only point back to Slack, or to the compatible
 * server that the configuration names.
 */
export function mayAnswerTo(url: string, base: string): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol, host, username, password } = new URL(url);
  if (username || password) return false;
  if (host === new URL(base).host) return protocol === new URL(base).protocol;
  return protocol === "https:" && /(^|\.)slack(-gov)?\.com$/.test(host);
}

type RequestOptions = Pick<Dispatcher.RequestOptions, "method" | "headers" | "body" | "signal">;

export interface Network {
  readonly fetch: (url: string, init?: RequestInit) => Promise<Response>;
  /** Follows no redirection, and costs a third of what fetch does: for what every answer waits for. */
  readonly request: (url: string, options: RequestOptions) => Promise<Dispatcher.ResponseData>;
  /** For what opens sockets of its own: Socket Mode. */
  readonly dispatcher: EnvHttpProxyAgent;
  close(): Promise<void>;
}

/**
 * Obeys HTTPS_PROXY, HTTP_PROXY and NO_PROXY, and Node's NODE_EXTRA_CA_CERTS.
 * @param ca PEM of one more certificate authority
 */
export function createNetwork(ca?: string): Network {
  const tls = ca ? { ca: [...getCACertificates("default"), ca] } : {};
  // HTTP/1.1 only: a WebSocket needs a connection of its own, and undici 8 would offer HTTP/2.
  const dispatcher = new EnvHttpProxyAgent({ allowH2: false, connect: tls, requestTls: tls, proxyTls: tls });
  return {
    dispatcher,
    fetch: (url, init) => fetch(url, { ...init, dispatcher }),
    request: (url, options) => request(url, { ...options, dispatcher }),
    close: () => dispatcher.destroy(),
  };
}
