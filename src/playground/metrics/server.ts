/** A small Prometheus over HTTP: what it remembers, and what another one may scrape. */
import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { answerQuery } from "./api.ts";
import type { History } from "./history.ts";

export interface MetricsServer {
  /** For a Prometheus to scrape: ends in /metrics. */
  readonly metrics: string;
  /** Where Prometheus' HTTP API answers. */
  readonly url: string;
  close(): Promise<void>;
}

/** @param exposed what is there to scrape now */
export async function serveHistory(history: History, exposed: () => string = () => ""): Promise<MetricsServer> {
  const server = createServer((request, response) => {
    answer(request, response).catch((error: unknown) => response.writeHead(500).end(String(error)));
  });
  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (await answerQuery(request, response, history)) return;
    if (request.url !== "/metrics") return void response.writeHead(404).end();
    response.writeHead(200, { "content-type": "text/plain; version=0.0.4; charset=utf-8" }).end(exposed());
  }
  await once(server.listen(0, "127.0.0.1"), "listening");
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url,
    metrics: `${url}/metrics`,
    async close() {
      server.close();
      server.closeAllConnections();
      await once(server, "close");
    },
  };
}
