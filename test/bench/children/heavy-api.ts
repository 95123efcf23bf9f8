/** The server behind ../heavy-api.ts, in a process of its own, so that serving costs the measured ones nothing. */
import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { LINE, NEEDLE } from "../heavy-api.ts";
import { report } from "./report.ts";

const json =
  (body: string, type = "application/json") =>
  (response: ServerResponse): void =>
    void response.writeHead(200, { "content-type": type }).end(body);

const kind = (resource: string, name: string, scope: string, shortNames: string[]) => ({
  resource,
  responseKind: { group: "", version: "v1", kind: name },
  scope,
  singularResource: name.toLowerCase(),
  shortNames,
  verbs: ["get", "list", "watch", "patch", "delete"],
});
const discovery = (name: string, resources: object[]) => ({
  metadata: name === "" ? {} : { name },
  versions: [{ version: "v1", resources, freshness: "Current" }],
});
const list = (items: object[]) =>
  JSON.stringify({ kind: "APIGroupDiscoveryList", apiVersion: "apidiscovery.k8s.io/v2", metadata: {}, items });
const CORE = list([
  discovery("", [kind("pods", "Pod", "Namespaced", ["po"]), kind("namespaces", "Namespace", "Cluster", ["ns"])]),
]);
const GROUPS = list([
  discovery("apps", [
    kind("deployments", "Deployment", "Namespaced", ["deploy"]),
    kind("statefulsets", "StatefulSet", "Namespaced", ["sts"]),
    kind("daemonsets", "DaemonSet", "Namespaced", ["ds"]),
    kind("replicasets", "ReplicaSet", "Namespaced", ["rs"]),
  ]),
]);

const POD = {
  apiVersion: "v1",
  kind: "Pod",
  metadata: {
    name: "web-0",
    namespace: "team-0",
    uid: "1",
    resourceVersion: "1",
    creationTimestamp: "2026-11-23T00:00:00Z",
  },
  spec: { containers: [{ name: "app", image: "web:1" }] },
  status: {
    phase: "Running",
    containerStatuses: [
      { name: "app", ready: true, restartCount: 0, image: "web:1", imageID: "", state: { running: {} } },
    ],
  },
};

const columns = (...names: string[]) =>
  names.map((name, i) => ({ name, type: "string", format: i === 0 ? "name" : "", description: "", priority: 0 }));
const tableOf = (names: string[], cells: unknown[][]) => ({
  kind: "Table",
  apiVersion: "meta.k8s.io/v1",
  metadata: { resourceVersion: "1" },
  columnDefinitions: columns(...names),
  rows: cells.map((row) => ({ cells: row, object: null })),
});
const podTable = (count: number) =>
  tableOf(
    ["Name", "Ready", "Status", "Restarts", "Age"],
    Array.from({ length: count }, (_, i) => [
      `web-5d9f7c6b4-${String(i).padStart(5, "0")}`,
      "1/1",
      "Running",
      "0",
      "3d",
    ]),
  );
const nameTable = (names: string[]) =>
  tableOf(
    ["Name", "Status", "Age"],
    names.map((name) => [name, "Active", "3d"]),
  );

/** Lines as a web service writes them. */
function renderLog(bytes: number, timestamps: boolean): Buffer {
  const log: Buffer[] = [];
  for (let i = 0; i < Math.floor(bytes / LINE); i++) {
    const at = `${new Date(Date.UTC(2026, 10, 23) + i).toISOString().replace("Z", "000000Z")} `;
    const word = i % 100 === 0 ? `${NEEDLE} ` : "";
    const text = `10.0.${i % 250}.7 - GET /cart/${i} HTTP/1.1 200 ${word}agent=`.padEnd(LINE - 1, "x");
    log.push(Buffer.from(`${timestamps ? at : ""}${text}\n`, "latin1"));
  }
  return Buffer.concat(log);
}

const pods = Number(process.env.PODS);
const namespaces = Array.from({ length: 20 }, (_, i) => `team-${i}`);
const table = JSON.stringify(podTable(Math.ceil(pods / namespaces.length)));
const spaces = JSON.stringify(nameTable(namespaces));
const logs = [true, false].map((timestamps) => renderLog(Number(process.env.LOG_BYTES), timestamps));

const text = (body: Buffer | undefined) => (response: ServerResponse) =>
  void response.writeHead(200, { "content-type": "text/plain" }).end(body);

const routes: readonly (readonly [RegExp, (response: ServerResponse) => void])[] = [
  [/^\/version/, json(JSON.stringify({ gitVersion: "v1.37.2", major: "1", minor: "37" }))],
  [/^\/api(\?|$)/, json(CORE, "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList")],
  [/^\/apis(\?|$)/, json(GROUPS, "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList")],
  [/^\/api\/v1\/namespaces\/team-\d+\/pods\/web-0\/log\?.*timestamps=true/, text(logs[0])],
  [/^\/api\/v1\/namespaces\/team-\d+\/pods\/web-0\/log/, text(logs[1])],
  [/^\/api\/v1\/namespaces\/team-\d+\/pods\/web-0/, json(JSON.stringify(POD))],
  [/^\/api\/v1\/namespaces\/team-\d+\/pods/, json(table)],
  [/^\/api\/v1\/namespaces(\?|$)/, json(spaces)],
];
const server = createServer((request, response) => {
  const route = routes.find(([path]) => path.test(request.url ?? ""));
  if (route) return route[1](response);
  response.writeHead(404, { "content-type": "application/json" });
  response.end(
    JSON.stringify({
      kind: "Status",
      apiVersion: "v1",
      status: "Failure",
      reason: "NotFound",
      code: 404,
      message: request.url,
    }),
  );
});
server.listen(0, "127.0.0.1", () => report((server.address() as AddressInfo).port));
