import type { NewObject } from "../../src/playground/cluster/controllers/controller.ts";
import type { Cluster } from "./connection.ts";
import { eventually } from "./eventually.ts";
import { AT_ONCE } from "./kwok-config.ts";
import { nodesAreReady, simulatedNodes } from "./nodes.ts";
import { apply } from "./seed.ts";

/**
 * Fills namespaces "team-0", "team-1" … with bare pods for measurements, and waits until all of them run.
 * Ten thousand pods take one to two minutes on two cores.
 *
 * @param size how many namespaces, and how many pods in each
 */
export async function createPods(cluster: Cluster, size: { namespaces: number; each: number }): Promise<void> {
  const nodes = simulatedNodes().map(spare);
  await apply(cluster, nodes);
  await eventually("the nodes to be ready", () => nodesAreReady(cluster.api));
  const namespaces = Array.from({ length: size.namespaces }, (_, index) => `team-${index}`);
  await apply(cluster, namespaces.map(namespaceOf));
  // One namespace after the other: of ten thousand requests at once, an API server on a busy machine drops some.
  for (const namespace of namespaces) {
    const pods = Array.from({ length: size.each }, (_, index) => pod(namespace, index, nodes[index % nodes.length]));
    await apply(cluster, pods);
  }
  for (const namespace of namespaces) {
    const notRunning = `/api/v1/namespaces/${namespace}/pods?limit=1&fieldSelector=status.phase!=Running`;
    const allRun = async (): Promise<boolean> => (await cluster.api.call("GET", notRunning)).body.items.length === 0;
    await eventually(`all pods of ${namespace} to run`, allRun, 600);
  }
}

/** A machine for these pods alone, so that they leave the others' room for 110 pods each to workloads. */
function spare({ apiVersion, kind, metadata, spec, status }: NewObject, index: number): NewObject {
  const name = `spare-${index + 1}`;
  const podCIDR = `10.${150 + index}.0.0/16`;
  return {
    apiVersion,
    kind,
    metadata: { ...metadata, name },
    spec: { ...spec, podCIDR, podCIDRs: [podCIDR], taints: [{ key: "kubemate.dev/spare", effect: "NoSchedule" }] },
    status,
  };
}

const namespaceOf = (name: string): NewObject => ({ apiVersion: "v1", kind: "Namespace", metadata: { name } });

function pod(namespace: string, index: number, node: NewObject | undefined): NewObject {
  const app = `app-${index % 25}`;
  const name = `${app}-${String(index).padStart(4, "0")}`;
  return {
    apiVersion: "v1",
    kind: "Pod",
    metadata: { name, namespace, labels: { app, team: namespace }, annotations: AT_ONCE },
    // Naming the node leaves the scheduler out, which would need as long again.
    spec: { nodeName: node?.metadata.name, containers: [{ name: "app", image: `registry.example.com/${app}:1.0` }] },
  };
}
