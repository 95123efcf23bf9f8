/** An API server that says what a test tells it to, over real HTTP, and the clusters that lead to it. */

import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setImmediate } from "node:timers/promises";
import { expect } from "vitest";
import type { Clock } from "../../../src/cluster/connection/clock.ts";
import { type ClustersOptions, type OpenClusters, openClusters } from "../../../src/cluster/index.ts";
import type { Cluster, Identity } from "../../../src/core/cluster.ts";
import type { Kind } from "../../../src/kubernetes/object.ts";

export interface Asked {
  readonly method: string;
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  readonly headers: IncomingMessage["headers"];
  /** All header lines of one name, repeated ones apart. */
  lines(name: string): readonly string[];
  readonly body: string;
}

/** Undefined: 404, as for an object that is not there. */
export type Answer = (asked: Asked, response: ServerResponse) => unknown;

export interface FakeApi extends AsyncDisposable {
  readonly url: string;
  readonly clusters: OpenClusters;
  readonly cluster: Cluster;
  as(identity: Identity): Cluster;
  /** What was asked, discovery left out. */
  readonly asked: readonly Asked[];
  readonly waits: readonly number[];
  /** Lets time go by. */
  passes(ms: number): Promise<void>;
  /** Requests for discovery. */
  readonly discoveries: number;
  /** TCP connections since the start. */
  readonly connections: number;
  /** Ends every connection at once, in the middle of whatever it carries. */
  cut(): void;
}

export async function fakeApi(
  answer: Answer,
  options: Partial<ClustersOptions> & {
    readonly user?: object;
    readonly cluster?: object;
    /** Answers discovery in place of the usual; undefined leaves it to `answer`. */
    readonly discover?: (path: string) => unknown;
  } = {},
): Promise<FakeApi> {
  const { user = { token: "t" }, cluster = {}, discover = (path) => discovery(path), ...rest } = options;
  const asked: Asked[] = [];
  let discoveries = 0;
  const sockets = new Set<Socket>();
  let connections = 0;
  const server = createServer(async (request, response) => {
    const one = await read(request);
    const discovered = discover(one.path);
    if (discovered) {
      discoveries += 1;
      return json(response, discovered);
    }
    asked.push(one);
    const said = await answer(one, response);
    if (response.headersSent || response.destroyed || said === response) return;
    if (said === undefined) return json(response, status(404, "not found"), 404);
    json(response, said, (said as { code?: number }).code ?? 200);
  });
  server.on("connection", (socket) => {
    connections += 1;
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const clock = jumpingClock();
  const file = kubeconfig({ test: { server: url, ...cluster } }, user);
  const clusters = await openClusters({ kubeconfig: file.path, clock, ...rest });
  return {
    url,
    clusters,
    cluster: clusters.connect("test", undefined),
    as: (identity) => clusters.connect("test", identity),
    asked,
    waits: clock.waits,
    passes: (ms) => clock.sleep(ms),
    get discoveries() {
      return discoveries;
    },
    get connections() {
      return connections;
    },
    cut: () => sockets.forEach((socket) => socket.destroy()),
    async [Symbol.asyncDispose]() {
      await clusters.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      file[Symbol.dispose]();
    },
  };
}

/** An address where nobody listens. */
export async function nowhere(): Promise<string> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return `http://127.0.0.1:${port}`;
}

async function read(request: IncomingMessage): Promise<Asked> {
  const { pathname, searchParams } = new URL(request.url ?? "/", "http://x");
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const { headers, rawHeaders, method = "" } = request;
  return {
    ...{ method, path: pathname, headers, query: Object.fromEntries(searchParams) },
    lines: (name) =>
      rawHeaders.filter((_, i) => i % 2 === 1 && rawHeaders[i - 1]?.toLowerCase() === name.toLowerCase()),
    body: Buffer.concat(chunks).toString(),
  };
}

/** Everything that the API answers says its kind; where a test does not care which, it is this one. */
export function json(response: ServerResponse, body: unknown, code = 200): ServerResponse {
  response.writeHead(code, { "content-type": "application/json" });
  return response.end(JSON.stringify({ kind: "Anything", ...(body as object) }));
}

/** A failure as the API words it. */
export const status = (code: number, message: string, rest: object = {}) => ({
  ...{ kind: "Status", apiVersion: "v1", status: "Failure", code, message },
  ...rest,
});

/** Sleeps end at once, and the clock shows that they took their time. */
export function jumpingClock(): Clock & { readonly waits: number[] } {
  const waits: number[] = [];
  let now = Date.parse("2026-11-23T08:00:00Z");
  return {
    waits,
    now: () => now,
    random: () => 0,
    async sleep(ms, signal) {
      signal?.throwIfAborted();
      waits.push(ms);
      now += ms;
      await setImmediate();
      signal?.throwIfAborted();
    },
  };
}

/** A kubeconfig file with a context of each name; all share one user. */
export function kubeconfig(
  clusters: Readonly<Record<string, object>>,
  user: object,
  more: object = {},
): { readonly path: string; readonly folder: string } & Disposable {
  const folder = mkdtempSync(join(tmpdir(), "kubemate-cluster-client-"));
  const path = join(folder, "config");
  const names = Object.keys(clusters);
  const config = {
    ...{ apiVersion: "v1", kind: "Config", "current-context": names[0] },
    clusters: names.map((name) => ({ name, cluster: { "insecure-skip-tls-verify": true, ...clusters[name] } })),
    users: [{ name: "bot", user }],
    contexts: names.map((name) => ({ name, context: { cluster: name, user: "bot", namespace: "shop" } })),
    ...more,
  };
  writeFileSync(path, JSON.stringify(config));
  return { path, folder, [Symbol.dispose]: () => rmSync(folder, { recursive: true }) };
}

const kind = (group: string, name: string, rest: Partial<Kind> = {}): Kind => ({
  ...{ group, version: "v1", kind: name, resource: `${name.toLowerCase()}s`, singular: name.toLowerCase() },
  ...{ shortNames: [], namespaced: true, verbs: ["get", "list", "watch", "patch", "delete"] },
  ...rest,
});

export const POD = kind("", "Pod", { shortNames: ["po"] });
export const NAMESPACE = kind("", "Namespace", { shortNames: ["ns"], namespaced: false });
export const DEPLOYMENT = kind("apps", "Deployment", { shortNames: ["deploy"] });
const KINDS = [
  POD,
  NAMESPACE,
  kind("", "Secret"),
  kind("", "Service", { shortNames: ["svc"] }),
  kind("", "Event"),
  DEPLOYMENT,
  kind("apps", "StatefulSet", { shortNames: ["sts"] }),
  kind("apps", "DaemonSet", { shortNames: ["ds"] }),
  kind("apps", "ReplicaSet", { shortNames: ["rs"] }),
  kind("batch", "Job"),
  kind("events.k8s.io", "Event"),
  kind("example.com", "Widget", { shortNames: ["svc"] }),
];

/** Aggregated discovery of a small cluster. */
export function discovery(path: string, kinds: readonly Kind[] = KINDS): object | undefined {
  if (path !== "/api" && path !== "/apis") return undefined;
  const groups = Map.groupBy(
    kinds.filter(({ group }) => (group === "") === (path === "/api")),
    ({ group }) => group,
  );
  const items = [...groups].map(([name, served]) => ({
    metadata: { name },
    versions: [
      {
        version: "v1",
        resources: served.map(({ resource, kind, singular, shortNames, namespaced, verbs }) => ({
          ...{ resource, singularResource: singular, shortNames, verbs },
          ...{ responseKind: { kind }, scope: namespaced ? "Namespaced" : "Cluster" },
        })),
      },
    ],
  }));
  return { kind: "APIGroupDiscoveryList", apiVersion: "apidiscovery.k8s.io/v2", items };
}

export const failure = (code: string, facts: object = {}) =>
  expect.objectContaining({ code, facts: expect.objectContaining(facts) });
