import type { KubeObject } from "../../src/kubernetes/object.ts";
import { FAULT_LABEL, type Fault } from "./kwok-config.ts";

/** A namespace with one healthy Deployment, "web", and one for each fault, named like it. */
export const sample = (namespace: string): KubeObject[] => [
  { apiVersion: "v1", kind: "Namespace", metadata: { name: namespace } },
  deployment(namespace, "web"),
  deployment(namespace, "image-pull", "image-pull"),
  deployment(namespace, "crash-loop", "crash-loop"),
  deployment(namespace, "out-of-memory", "out-of-memory"),
  deployment(namespace, "never-ready", "never-ready"),
];

/** @param fault how its two pods misbehave; without it they become ready within about a second */
function deployment(namespace: string, name: string, fault?: Fault): KubeObject {
  const labels = { app: name, ...(fault && { [FAULT_LABEL]: fault }) };
  return {
    apiVersion: "apps/v1",
    kind: "Deployment",
    metadata: { name, namespace, labels: { app: name } },
    spec: {
      replicas: 2,
      selector: { matchLabels: { app: name } },
      template: { metadata: { labels }, spec: { containers: [{ name: "app", image: `registry.test/${name}:1.0` }] } },
    },
  };
}
