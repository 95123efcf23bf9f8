import type { EmbeddedCluster } from "../cluster/index.ts";
import type { KubeObject } from "../cluster/controllers/controller.ts";

/** Changes a workload over the API, as whoever deploys. @throws Error when the cluster refuses */
export async function patchDeployment({ url }: EmbeddedCluster, name: string, patch: object): Promise<void> {
  const response = await fetch(`${url}/apis/apps/v1/namespaces/shop/deployments/${name}`, {
    method: "PATCH",
    headers: { "content-type": "application/strategic-merge-patch+json" },
    body: JSON.stringify(patch),
  });
  if (!response.ok) throw new Error(`${name}: ${await response.text()}`);
}

/** A release of another image, which has this fault. */
export const release = (container: string, image: string, cause: string, labels: Record<string, string>) => ({
  metadata: { annotations: { "kubernetes.io/change-cause": cause } },
  spec: { template: { metadata: { labels }, spec: { containers: [{ name: container, image }] } } },
});

export const deployment = ({ store }: EmbeddedCluster, name: string): KubeObject | undefined =>
  store.get("Deployment", "shop", name);

/** As many pods as wanted, all of the newest template, all available. */
export function isComplete(object: KubeObject | undefined): boolean {
  const { metadata, spec, status = {} } = object ?? ({} as Partial<KubeObject>);
  return (
    status.observedGeneration === metadata?.generation &&
    status.updatedReplicas === spec?.replicas &&
    status.availableReplicas === spec?.replicas &&
    status.replicas === spec?.replicas
  );
}
