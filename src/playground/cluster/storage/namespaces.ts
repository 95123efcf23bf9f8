import type { KubeObject } from "../controllers/controller.ts";
import { requestDeletion } from "../controllers/deletion.ts";
import { storeKey } from "../kinds/kind.ts";
import { copy } from "./copy.ts";
import type { ObjectStore } from "./store.ts";

/**
 * Empties a namespace that is being deleted and lets it go once nothing is left in it, and gives every new one what
 * the real control plane gives it: a ServiceAccount and the cluster's certificate.
 * @returns stops it
 */
export function keepNamespaces(store: ObjectStore): () => void {
  const soon = (namespace: KubeObject) => void store.clock.after(0, () => empty(store, namespace));
  return store.onChange(({ type, object }) => {
    if (object.kind === "Namespace") {
      if (type === "ADDED") furnish(store, object.metadata.name);
      else if (type === "MODIFIED" && object.metadata.deletionTimestamp) soon(object);
    } else if (type === "DELETED" && object.metadata.namespace) {
      const namespace = store.get("Namespace", undefined, object.metadata.namespace);
      if (namespace?.metadata.deletionTimestamp) soon(namespace);
    }
  });
}

const ROOT_CA = {
  "kubernetes.io/description":
    "Contains a CA bundle that can be used to verify the kube-apiserver when using internal endpoints such as the internal service IP or kubernetes.default.svc. No other usage is guaranteed across distributions of Kubernetes clusters.",
};

/** What controllers of the real control plane put into every namespace. */
function furnish(store: ObjectStore, namespace: string): void {
  if (!store.get("ServiceAccount", namespace, "default")) {
    store.create({ apiVersion: "v1", kind: "ServiceAccount", metadata: { name: "default", namespace } });
  }
  if (!store.get("ConfigMap", namespace, "kube-root-ca.crt")) {
    store.create({
      apiVersion: "v1",
      kind: "ConfigMap",
      metadata: { name: "kube-root-ca.crt", namespace, annotations: ROOT_CA },
      data: { "ca.crt": "The embedded cluster speaks plain HTTP and needs no certificate.\n" },
    });
  }
}

function empty(store: ObjectStore, namespace: KubeObject): void {
  const contents = () => namespacedKeys(store).flatMap((key) => store.list(key, namespace.metadata.name));
  for (const object of contents()) {
    const current = store.get(storeKey(object), object.metadata.namespace, object.metadata.name);
    if (current && !current.metadata.deletionTimestamp) requestDeletion(store, store.clock, current);
  }
  const current = store.get("Namespace", undefined, namespace.metadata.name);
  if (!current?.spec?.finalizers?.length || contents().length > 0) return;
  store.update({ ...copy(current), spec: { finalizers: [] } });
}

const namespacedKeys = (store: ObjectStore): string[] => [
  ...new Set(
    store.kinds
      .all()
      .filter(({ namespaced }) => namespaced)
      .map(({ key }) => key),
  ),
];
