import type { NewObject } from "../../src/playground/cluster/controllers/controller.ts";
import { seedObjects } from "../../src/playground/seed.ts";
import type { Api } from "./api.ts";

/** The playground's machines: a real control plane has none of its own, and KWOK plays a kubelet for each. */
/** @param measured whether metrics-server finds what KWOK measures in place of their kubelets */
export const simulatedNodes = (measured = false): NewObject[] =>
  seedObjects()
    .filter(({ kind }) => kind === "Node")
    .map((node) => {
      if (!measured) return node;
      const path = `/metrics/nodes/${node.metadata.name}/metrics/resource`;
      const annotations = { ...node.metadata.annotations, "metrics.k8s.io/resource-metrics-path": path };
      return { ...node, metadata: { ...node.metadata, annotations } };
    });

/** KWOK looks after every node. */
export const nodesAreReady = async (api: Api): Promise<boolean> =>
  (await listNodes(api)).every(({ status }) => status.conditions !== undefined);

/** For a moment after a node is ready, a taint that says the opposite still keeps pods away from it. */
export const nodesTakePods = async (api: Api): Promise<boolean> =>
  (await listNodes(api)).every(({ status, spec }) => status.conditions !== undefined && spec.taints === undefined);

const listNodes = async (api: Api): Promise<NewObject[]> => (await api.call("GET", "/api/v1/nodes")).body.items;
