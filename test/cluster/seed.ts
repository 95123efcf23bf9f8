import type { NewObject } from "../../src/playground/cluster/controllers/controller.ts";
import type { Api } from "./api.ts";
import type { Cluster } from "./connection.ts";
import { eventually } from "./eventually.ts";

/** What others need before they can be created. Within a wave the order does not matter to Kubernetes. */
const FIRST = ["Namespace", "CustomResourceDefinition", "Node", "PriorityClass", "StorageClass"];
const SECOND = ["ServiceAccount", "ClusterRole", "ClusterRoleBinding", "Role", "RoleBinding", "ConfigMap", "Secret"];

/**
 * Creates objects of any kind, custom ones included, as the user "admin". What is already there stays as it is.
 * @throws with the API server's own words when it refuses one
 */
export async function apply({ api }: Pick<Cluster, "api">, objects: readonly NewObject[]): Promise<void> {
  const waves = [
    objects.filter(({ kind }) => FIRST.includes(kind)),
    objects.filter(({ kind }) => SECOND.includes(kind)),
    objects.filter(({ kind }) => !FIRST.includes(kind) && !SECOND.includes(kind)),
  ];
  const collections = new Map<string, Promise<Collection>>();
  for (const wave of waves) {
    await Promise.all(
      wave.map(async (object) => {
        const kind = `${object.apiVersion} ${object.kind}`;
        const found = collections.get(kind) ?? findCollection(api, object);
        collections.set(kind, found);
        await create(api, await found, object);
        await usable(api, object);
      }),
    );
  }
}

/** @returns the path to POST to */
type Collection = (namespace: string) => string;

/** Asks the API how a kind is spelled in paths, as kubectl does. */
async function findCollection(api: Api, { apiVersion, kind }: NewObject): Promise<Collection> {
  const group = apiVersion.includes("/") ? `/apis/${apiVersion}` : `/api/${apiVersion}`;
  // A custom resource appears here a moment after its definition is established.
  const resource = await eventually(`the API to serve ${apiVersion} ${kind}`, async () => {
    const { body } = await api.call("GET", group);
    const resources: { name: string; kind: string; namespaced: boolean }[] = body.resources ?? [];
    return resources.find((one) => one.kind === kind && !one.name.includes("/"));
  });
  return (namespace) => `${group}${resource.namespaced ? `/namespaces/${namespace}` : ""}/${resource.name}`;
}

async function create(api: Api, collection: Collection, object: NewObject): Promise<void> {
  const path = collection(object.metadata.namespace ?? "default");
  const { status, body } = await api.call("POST", path, object);
  if (status >= 400 && status !== 409) throw new Error(`${path}/${object.metadata.name}: ${status} ${body.message}`);
}

/** Waits until a thing that was just created can be used by those that come after it. */
async function usable(api: Api, { kind, metadata: { name } }: NewObject): Promise<void> {
  if (kind === "CustomResourceDefinition") {
    await eventually(`${name} to be established`, async () => {
      const { body } = await api.call("GET", `/apis/apiextensions.k8s.io/v1/customresourcedefinitions/${name}`);
      const conditions: { type: string; status: string }[] = body.status?.conditions ?? [];
      return conditions.some((one) => one.type === "Established" && one.status === "True");
    });
  }
  if (kind === "Namespace") {
    // A pod is refused as long as the service account that it runs as by default is missing.
    await eventually(`the default service account of ${name}`, async () => {
      const { status } = await api.call("GET", `/api/v1/namespaces/${name}/serviceaccounts/default`);
      return status === 200;
    });
  }
}
