/** Stands between a client and an API server, passes every byte on, and counts the connections. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { type AddressInfo, connect, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { load } from "js-yaml";

interface Kubeconfig {
  readonly clusters: readonly { readonly cluster: { server: string } }[];
}

/** @param kubeconfig of a server on 127.0.0.1: its certificate has to be good for the relay's address too */
export async function startRelay(kubeconfig: string) {
  const config = load(readFileSync(kubeconfig, "utf8")) as Kubeconfig;
  const [first] = config.clusters;
  if (!first) throw new Error(`${kubeconfig} names no cluster`);
  const { protocol, hostname, port } = new URL(first.cluster.server);
  let connections = 0;
  const server = createServer((client) => {
    connections += 1;
    const upstream = connect(Number(port), hostname);
    client.pipe(upstream).pipe(client);
    // Whichever end breaks takes the other along, and the client tells what it noticed of it.
    for (const [one, other] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      one.on("error", () => {}).on("close", () => other.destroy());
    }
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  first.cluster.server = `${protocol}//127.0.0.1:${(server.address() as AddressInfo).port}`;
  const folder = mkdtempSync(join(tmpdir(), "kubemate-relay-"));
  const path = join(folder, "kubeconfig");
  writeFileSync(path, JSON.stringify(config), { mode: 0o600 });
  return {
    /** The same cluster, through the relay. */
    kubeconfig: path,
    /** So far. */
    connections: () => connections,
    /** Once its clients have gone. */
    async stop() {
      await new Promise((resolve) => server.close(resolve));
      rmSync(folder, { recursive: true });
    },
  };
}
