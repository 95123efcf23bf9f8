import type { AddressInfo } from "node:net";
import type { TokenUser } from "./access/user.ts";
import { keepQuotas } from "./admission/quota-status.ts";
import { bootstrap } from "./bootstrap.ts";
import { realClock } from "./controllers/clock.ts";
import type { Clock, NewObject } from "./controllers/controller.ts";
import { type RunningControllers, startControllers } from "./controllers/index.ts";
import type { OnRequest } from "./http/faults.ts";
import { createApiServer } from "./http/server.ts";
import type { UsageOf } from "./controllers/usage.ts";
import { metricsKinds } from "./kinds/metrics.ts";
import { Kinds } from "./kinds/registry.ts";
import { releaseClaims } from "./storage/claims.ts";
import { serveCustomResources } from "./storage/custom-resources.ts";
import { collectGarbage } from "./storage/garbage-collector.ts";
import { keepNamespaces } from "./storage/namespaces.ts";
import { ObjectStore } from "./storage/store.ts";

export interface EmbeddedClusterOptions {
  /** Time in the cluster. Tests move a fake one, the playground runs a fast one. */
  readonly clock?: Clock;
  /** What is in the cluster at the start, beside the namespaces and roles that every cluster has. */
  readonly objects?: readonly NewObject[];
  /** Who may sign in with a bearer token. Without a token a request is the administrator's. */
  readonly users?: readonly TokenUser[];
  /** On the loopback interface; 0, the default, takes a free one. */
  readonly port?: number;
  /** What makes the objects live. False: nothing happens by itself, as on an API server without its controllers. */
  readonly controllers?: false | ((store: ObjectStore, clock: Clock) => RunningControllers);
  /** What pods use, for metrics.k8s.io and autoscalers. Without it the cluster has no metrics-server. */
  readonly usage?: (store: ObjectStore) => UsageOf;
  /** Sees each request first and may answer it, late, wrongly or by half, in place of the server. */
  readonly onRequest?: OnRequest;
}

export interface EmbeddedCluster {
  readonly url: string;
  readonly store: ObjectStore;
  readonly clock: Clock;
  /** Undefined where nobody measures. */
  readonly usage: UsageOf | undefined;
  /** How many requests have come in since the start. */
  requests(): number;
  stop(): Promise<void>;
}

/** A Kubernetes API over HTTP inside this process: what a newcomer plays with, and what fast tests run on. */
export async function startEmbeddedCluster(options: EmbeddedClusterOptions = {}): Promise<EmbeddedCluster> {
  const { clock = realClock(), objects = [], users = [], port = 0, onRequest } = options;
  const store = new ObjectStore(new Kinds(options.usage && metricsKinds), clock);
  const usage = options.usage?.(store);
  const { controllers: start = () => startControllers(store, clock, { ...(usage && { usage }) }) } = options;
  const stops = [serveCustomResources, collectGarbage, keepNamespaces, keepQuotas, releaseClaims].map((start) =>
    start(store),
  );
  bootstrap(store);
  for (const object of objects) store.create(object);
  const controllers = start === false ? undefined : start(store, clock);
  const server = createApiServer({ api: { store, logs: controllers?.logs ?? silent, usage }, users, onRequest });
  let requests = 0;
  server.on("request", () => {
    requests += 1;
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", resolve);
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    store,
    clock,
    usage,
    requests: () => requests,
    stop: () =>
      new Promise<void>((resolve) => {
        controllers?.stop();
        for (const stop of stops) stop();
        server.close(() => resolve());
        // Watches would keep the server open for as long as their clients like.
        server.closeAllConnections();
      }),
  };
}

/** Without kubelets no container writes anything. */
const silent: RunningControllers["logs"] = { lines: () => [], onLine: () => () => {} };
