/** The simulated workloads' series over HTTP, for any Prometheus to scrape. */
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { EmbeddedCluster } from "../cluster/index.ts";
import { families } from "./families.ts";
import { startMeters } from "./meters.ts";
import { exposition } from "./text.ts";

export interface MetricsServer {
  /** Ends in /metrics. */
  readonly url: string;
  close(): Promise<void>;
}

/** @throws Error for a cluster that measures nothing */
export async function startMetrics({ store, clock, usage }: EmbeddedCluster): Promise<MetricsServer> {
  if (!usage) throw new Error("This cluster measures nothing, so there is nothing to show.");
  const meters = startMeters(store, clock, usage);
  const server = createServer((request, response) => {
    if (request.url !== "/metrics") return void response.writeHead(404).end();
    response.writeHead(200, { "content-type": "text/plain; version=0.0.4; charset=utf-8" });
    response.end(exposition(families({ store, usage, meters })));
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/metrics`,
    async close() {
      meters.stop();
      server.close();
      server.closeAllConnections();
      await once(server, "close");
    },
  };
}
