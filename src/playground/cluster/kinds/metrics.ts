import { define } from "./builtin.ts";
import type { Kind } from "./kind.ts";

const READ = { verbs: ["get", "list"] } as const;

/** What metrics-server adds to a cluster that has one. Nothing of it is stored: see read/usage.ts. */
export const metricsKinds: readonly Kind[] = define("metrics.k8s.io/v1beta1", {
  NodeMetrics: { plural: "nodes", singular: "", namespaced: false, ...READ },
  PodMetrics: { plural: "pods", singular: "", ...READ },
});
