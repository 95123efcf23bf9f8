/** How the API server learns that metrics-server answers for metrics.k8s.io. */
import type { NewObject } from "../../src/playground/cluster/controllers/controller.ts";
import type { Api } from "./api.ts";

const NAMESPACE = "kube-system";

/** The API server calls it by a name that its certificate has, on this machine. */
export const metricsApi = (port: number): readonly NewObject[] => [
  {
    apiVersion: "v1",
    kind: "Service",
    metadata: { name: "metrics-server", namespace: NAMESPACE },
    spec: { type: "ExternalName", externalName: "localhost", ports: [{ port, protocol: "TCP" }] },
  },
  {
    apiVersion: "apiregistration.k8s.io/v1",
    kind: "APIService",
    metadata: { name: "v1beta1.metrics.k8s.io" },
    spec: {
      service: { name: "metrics-server", namespace: NAMESPACE, port },
      ...{ group: "metrics.k8s.io", version: "v1beta1", groupPriorityMinimum: 100, versionPriority: 100 },
      insecureSkipTLSVerify: true, // the certificate names localhost, and the request metrics-server.kube-system.svc
    },
  },
];

export async function measures(api: Api): Promise<boolean> {
  return (await api.call("GET", "/apis/metrics.k8s.io/v1beta1/nodes")).status === 200;
}
