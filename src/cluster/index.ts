/**
 * The Kubernetes clusters that the configuration serves, as the port in core asks for them. connection/ makes one request
 * as one person, kinds/ knows what there is, read/, change/ and logs/ are what can be done with it.
 */
import type { Cluster, Clusters } from "../core/cluster.ts";
import { Failure } from "../core/failure.ts";
import { executeChange } from "./change/execute.ts";
import { hasHappened } from "./change/outcome.ts";
import { previewCall } from "./change/preview.ts";
import type { Observed } from "./connection/call.ts";
import { type Clock, realClock } from "./connection/clock.ts";
import { loadClusters, type Served, type Sources } from "./connection/config.ts";
import { healthOf } from "./connection/health.ts";
import { impersonation } from "./connection/identity.ts";
import { createSession, type Session, type SessionOptions } from "./connection/session.ts";
import { createTransport, type Transport } from "./connection/transport.ts";
import { createDiscovery, type Discovery } from "./kinds/discovery.ts";
import { createDocumentation, type Documentation } from "./kinds/documentation.ts";
import { followLogs } from "./logs/follow.ts";
import { readLogs } from "./logs/read.ts";
import { canI } from "./read/access.ts";
import { getObject } from "./read/get.ts";
import { listObjects } from "./read/list.ts";
import { readNames } from "./read/table-request.ts";
import { readTable } from "./read/table.ts";
import { watchObject } from "./read/watch.ts";
import { findWorkload } from "./read/workload.ts";

export type { Observed } from "./connection/call.ts";

export interface ClustersOptions extends Sources {
  /** Of this bot: API servers see "kubemate/0.1.0" as the user agent. */
  readonly version?: string;
  /** Called once for each exchange with an API server, after its answer began or failed. Must not throw. */
  readonly onRequest?: (seen: Observed) => void;
  /** Milliseconds for one read, retries included. Default 10,000. Lists and changes keep times of their own. */
  readonly deadline?: number;
  readonly clock?: Clock;
}

export interface OpenClusters extends Clusters {
  /** Cuts what is still under way. */
  close(): Promise<void>;
}

interface Connected {
  readonly served: Served;
  readonly transport: Transport;
  readonly bot: Session;
  readonly discovery: Discovery;
  readonly documentation: Documentation;
}

/** @throws Error that says what is wrong with the configuration, for whoever starts the bot */
export async function openClusters(options: ClustersOptions): Promise<OpenClusters> {
  const { version = "dev", onRequest = () => undefined, deadline, clock = realClock } = options;
  const common = { clock, deadline, agent: `kubemate/${version}` };

  const connected = new Map<string, Connected>();
  for (const served of await loadClusters(options, clock)) {
    const transport = createTransport(served, onRequest);
    const bot = createSession({ ...common, cluster: served.name, transport, as: "bot" });
    const discovery = createDiscovery(bot);
    connected.set(served.name, {
      served,
      transport,
      bot,
      discovery,
      documentation: createDocumentation(bot, discovery),
    });
  }
  const names = [...connected.keys()];

  function known(name: string): Connected {
    const cluster = connected.get(name);
    if (!cluster) throw new Failure("unknown-cluster", { word: name, known: names });
    return cluster;
  }

  return {
    names,
    default: names[0] ?? "",
    namespace: (name) => known(name).served.namespace,
    connect(name, as, signal) {
      const cluster = known(name);
      const person = { as: "person", ...(as && { user: as.user, impersonation: impersonation(as) }) } as const;
      return clusterOf(cluster, { ...common, cluster: name, transport: cluster.transport, ...person, signal });
    },
    health: (name) => healthOf(known(name).bot),
    async close() {
      await Promise.all([...connected.values()].map(({ transport }) => transport.close()));
    },
  };
}

function clusterOf({ discovery, documentation }: Connected, options: SessionOptions): Cluster {
  const person = createSession(options);
  return {
    name: options.cluster,
    kind: (word) => discovery.readable(word),
    get: (kind, namespace, name) => getObject(person, kind, namespace, name),
    list: (kind, query) => listObjects(person, kind, query),
    table: (kind, query) => readTable(person, kind, query),
    names: (kind, namespace, limit) => readNames(person, kind, namespace, limit),
    workload: (target, namespace, kinds) => findWorkload(person, discovery, target, namespace, kinds),
    watch: (kind, namespace, name, signal) => watchObject(person, kind, namespace, name, signal),
    logs: (query, signal) => readLogs(person, discovery, query, signal),
    follow: (query, signal) => followLogs(person, discovery, query, signal),
    can: (verb, kind, namespace, about) => canI(person, verb, kind, namespace, about),
    fields: (path) => documentation.fields(path),
    preview: (target, call) => previewCall(person, target, call),
    // Whoever presses Stop does not stop a change: once sent, its outcome must be known.
    execute: (change, operation) => executeChange(createSession({ ...options, signal: undefined }), change, operation),
    happened: (change, operation) => hasHappened(person, change, operation),
  };
}
