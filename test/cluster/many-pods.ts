import type { KubeObject } from "../../src/kubernetes/object.ts";
import type { Cluster } from "./connection.ts";
import { eventually } from "./eventually.ts";
import { apply } from "./seed.ts";

/**
 * Fills namespaces "team-0", "team-1" … with bare pods for measurements, and waits until all of them run.
 * Ten thousand pods take some three minutes.
 *
 * @param size how many namespaces, and how many pods in each
 */
export async function createPods(cluster: Cluster, size: { namespaces: number; each: number }): Promise<void> {
  const nodes: KubeObject[] = (await cluster.api.call("GET", "/api/v1/nodes")).body.items;
  const namespaces = Array.from({ length: size.namespaces }, (_, index) => `team-${index}`);
  await apply(
    cluster,
    namespaces.map((name) => ({ apiVersion: "v1", kind: "Namespace", metadata: { name } })),
  );
  const pods = namespaces.flatMap((namespace) =>
    Array.from({ length: size.each }, (_, index) =>
      // Naming the node leaves the scheduler out, which would need as long again.
      pod(namespace, index, nodes[index % nodes.length]?.metadata.name ?? ""),
    ),
  );
  await apply(cluster, pods);
  for (const namespace of namespaces) {
    const notRunning = `/api/v1/namespaces/${namespace}/pods?limit=1&fieldSelector=status.phase!=Running`;
    await eventually(
      `all pods of ${namespace} to run`,
      async () => (await cluster.api.call("GET", notRunning)).body.items.length === 0,
      600,
    );
  }
}

function pod(namespace: string, index: number, nodeName: string): KubeObject {
  const app = `app-${index % 25}`;
  return {
    apiVersion: "v1",
    kind: "Pod",
    metadata: { name: `${app}-${String(index).padStart(4, "0")}`, namespace, labels: { app, team: namespace } },
    spec: { nodeName, containers: [{ name: "app", image: `registry.test/${app}:1.0` }] },
  };
}
