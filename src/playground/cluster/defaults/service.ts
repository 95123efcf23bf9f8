import type { ObjectStore } from "../storage/store.ts";
import { type Draft, fill, fillEmpty } from "./fill.ts";

const FIRST_NODE_PORT = 30_000;

/** Defaults of a Service, and the addresses that the API server hands out itself. */
export function fillService({ metadata, spec }: Draft, store: ObjectStore): void {
  fillEmpty(spec, { sessionAffinity: "None", type: "ClusterIP" });
  for (const port of spec.ports ?? []) {
    fillEmpty(port, { protocol: "TCP", targetPort: port.port });
  }
  if (spec.type === "ExternalName") return;
  fill(spec, { internalTrafficPolicy: "Cluster" });
  if (spec.sessionAffinity === "ClientIP") {
    fill(spec, { sessionAffinityConfig: { clientIP: { timeoutSeconds: 10_800 } } });
  }
  fillClusterIP(spec, store);
  if (spec.type === "ClusterIP") return;
  fillEmpty(spec, { externalTrafficPolicy: "Cluster" });
  if (spec.type === "LoadBalancer") fill(spec, { allocateLoadBalancerNodePorts: true });
  const taken = new Set(otherServices(store, metadata.uid).flatMap((one) => nodePorts(one.spec)));
  for (const port of spec.ports ?? []) {
    port.nodePort ||= firstFree(taken, FIRST_NODE_PORT);
    taken.add(port.nodePort);
  }
}

function fillClusterIP(spec: Draft, store: ObjectStore): void {
  fill(spec, { ipFamilies: ["IPv4"], ipFamilyPolicy: "SingleStack" });
  if (!spec.clusterIP) {
    const taken = new Set(store.list("Service").map((service) => service.spec.clusterIP));
    let host = 1;
    while (taken.has(address(host))) host += 1;
    spec.clusterIP = address(host);
  }
  fill(spec, { clusterIPs: [spec.clusterIP] });
}

const address = (host: number): string => `10.96.${host >> 8}.${host & 255}`;

const otherServices = (store: ObjectStore, uid: string) =>
  store.list("Service").filter((one) => one.metadata.uid !== uid);

const nodePorts = (spec: Draft): number[] => (spec.ports ?? []).map((port: Draft) => port.nodePort ?? 0);

function firstFree(taken: ReadonlySet<number>, from: number): number {
  let port = from;
  while (taken.has(port)) port += 1;
  return port;
}
