import type { KubeObject } from "../../src/kubernetes/object.ts";
import type { Api } from "./api.ts";

/** @returns "node-1", "node-2" … spread over two zones, each with room for 5,000 pods */
export const simulatedNodes = (count: number): KubeObject[] => Array.from({ length: count }, (_, index) => node(index));

function node(index: number): KubeObject {
  const name = `node-${index + 1}`;
  const size = { cpu: "64", memory: "256Gi", pods: "5000" };
  return {
    apiVersion: "v1",
    kind: "Node",
    metadata: {
      name,
      labels: {
        "kubernetes.io/hostname": name,
        "kubernetes.io/os": "linux",
        "kubernetes.io/arch": "amd64",
        "topology.kubernetes.io/zone": `zone-${(index % 2) + 1}`,
      },
    },
    // KWOK hands out addresses from here; its own default of 254 would not do for many pods.
    spec: { podCIDR: `10.${100 + index}.0.0/16`, podCIDRs: [`10.${100 + index}.0.0/16`] },
    status: { capacity: size, allocatable: size },
  };
}

/** Nodes are ready when KWOK looks after them, and usable when a controller has taken away the taint that says otherwise. */
export async function nodesAreUsable(api: Api): Promise<boolean> {
  const { body } = await api.call("GET", "/api/v1/nodes");
  const nodes: KubeObject[] = body.items;
  return nodes.every(({ spec, status }) => status.conditions !== undefined && spec.taints === undefined);
}
