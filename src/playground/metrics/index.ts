/** The simulated workloads' series over HTTP: for any Prometheus to scrape, and to be queried where there is none. */
import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { EmbeddedCluster } from "../cluster/index.ts";
import { answerQuery } from "./api.ts";
import { families } from "./families.ts";
import { History } from "./history.ts";
import { startMeters } from "./meters.ts";
import { exposition } from "./text.ts";

export interface MetricsServer {
  /** Ends in /metrics. */
  readonly url: string;
  /** Where Prometheus' HTTP API answers. */
  readonly prometheus: string;
  close(): Promise<void>;
}

/** Milliseconds of the cluster's time from one scrape to the next. */
const INTERVAL = 15_000;

/** @throws Error for a cluster that measures nothing */
export async function startMetrics({ store, clock, usage }: EmbeddedCluster): Promise<MetricsServer> {
  if (!usage) throw new Error("This cluster measures nothing, so there is nothing to show.");
  const meters = startMeters(store, clock, usage);
  const source = { store, usage, meters };
  const history = new History();
  const scrape = () => {
    history.record(clock.now(), families(source));
    cancel = clock.after(INTERVAL, scrape);
  };
  let cancel = clock.after(INTERVAL, scrape);
  const server = createServer((request, response) => {
    answer(request, response).catch((error: unknown) => response.writeHead(500).end(String(error)));
  });
  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (await answerQuery(request, response, history)) return;
    if (request.url !== "/metrics") return void response.writeHead(404).end();
    response.writeHead(200, { "content-type": "text/plain; version=0.0.4; charset=utf-8" });
    response.end(exposition(families(source)));
  }
  await once(server.listen(0, "127.0.0.1"), "listening");
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url: `${address}/metrics`,
    prometheus: address,
    async close() {
      cancel();
      meters.stop();
      server.close();
      server.closeAllConnections();
      await once(server, "close");
    },
  };
}
