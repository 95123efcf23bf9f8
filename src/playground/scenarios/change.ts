/** Changes that people and accidents make to the shop, over the API as theirs would be. */
import type { KubeObject } from "../cluster/controllers/controller.ts";
import { faultLabel } from "../cluster/controllers/kubelet/faults.ts";
import type { EmbeddedCluster } from "../cluster/index.ts";

export type Where = Pick<EmbeddedCluster, "url" | "store">;

/** Something that goes wrong. */
export interface Scenario {
  readonly id: string;
  /** What happened, in a sentence. */
  readonly title: string;
  /** @throws Error when the cluster refuses */
  start(where: Where): Promise<void>;
}

/** @param path of the object in the API @throws Error when the cluster refuses */
export async function patch({ url }: Where, path: string, changes: object): Promise<void> {
  await send(url + path, "PATCH", "application/strategic-merge-patch+json", changes);
}

/** @param path of the list that it goes into @throws Error when the cluster refuses */
export async function create({ url }: Where, path: string, object: object): Promise<void> {
  await send(url + path, "POST", "application/json", object);
}

async function send(address: string, method: string, type: string, body: object): Promise<void> {
  const response = await fetch(address, { method, headers: { "content-type": type }, body: JSON.stringify(body) });
  if (!response.ok) throw new Error(`${method} ${address}: ${await response.text()}`);
}

export const deploymentPath = (name: string): string => `/apis/apps/v1/namespaces/shop/deployments/${name}`;

/** Where it is not the Deployment's name: the container that the image is of. */
interface Release {
  readonly deployment: string;
  readonly container?: string;
  readonly image: string;
  readonly cause: string;
  readonly fault: string;
}

/** A release of another image, whose pods have a fault. */
export const release = (where: Where, { deployment, container = deployment, image, cause, fault }: Release) =>
  patch(where, deploymentPath(deployment), {
    metadata: { annotations: { "kubernetes.io/change-cause": cause } },
    spec: {
      template: {
        metadata: { labels: { [faultLabel]: fault } },
        spec: { containers: [{ name: container, image }] },
      },
    },
  });

export const deployment = ({ store }: Where, name: string): KubeObject | undefined =>
  store.get("Deployment", "shop", name);

export const hasFault = (object: KubeObject | undefined): boolean =>
  object?.spec.template.metadata.labels?.[faultLabel] !== undefined;

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
