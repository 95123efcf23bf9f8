/** How Slack is reached: its address, proxies, certificate authorities, and the only hosts that an answer may be sent to. */
import { getCACertificates } from "node:tls";
import { type Dispatcher, EnvHttpProxyAgent, request } from "undici";

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

interface FetchOptions {
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
  readonly signal?: AbortSignal;
}

type RequestOptions = Pick<Dispatcher.RequestOptions, "method" | "headers" | "body" | "signal">;

export interface Network {
  /**
   * What @slack/web-api needs of fetch: it sends text, and wants redirections refused. undici's own takes twice as long,
   * and every answer waits for it.
   */
  readonly fetch: (url: string, init: FetchOptions) => Promise<Response>;
  /** Follows no redirection. */
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
  const send: Network["request"] = (url, options) => request(url, { ...options, dispatcher });
  return {
    dispatcher,
    request: send,
    async fetch(url, { method, headers, body, signal }) {
      if (typeof body !== "string") throw new TypeError("only text is sent to the Web API");
      const sent = { method: method as "POST", headers: { ...headers }, body };
      const answer = await send(url, { ...sent, ...(signal && { signal }) });
      const named = Object.entries(answer.headers).map(([name, value]): [string, string] => [name, String(value)]);
      const text = await answer.body.text();
      return new Response(text === "" ? null : text, { status: answer.statusCode, headers: named });
    },
    close: () => dispatcher.destroy(),
  };
}
