import { once } from "node:events";
import { type AddressInfo, createServer } from "node:net";
import type { Ports } from "./components.ts";

/**
 * Ports that were free a moment ago. Another program may take one before ours does; that is rare, and then the start
 * fails with the name of the program that could not listen.
 */
export async function freePorts(): Promise<Ports> {
  // All are held open at once, or the kernel could hand out the same one twice.
  const servers = Array.from({ length: 7 }, () => createServer().listen(0, "127.0.0.1"));
  await Promise.all(servers.map((server) => once(server, "listening")));
  const [etcd, etcdPeer, apiserver, controllers, scheduler, kubelet, metricsServer] = servers.map(
    (server) => (server.address() as AddressInfo).port,
  ) as [number, number, number, number, number, number, number];
  await Promise.all(servers.map((server) => new Promise((closed) => server.close(closed))));
  return { etcd, etcdPeer, apiserver, controllers, scheduler, kubelet, metricsServer };
}
