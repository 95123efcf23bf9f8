import type { Controller, ControllerContext } from "./controller.ts";

const name = "kube-root-ca.crt";
const description =
  "Contains a CA bundle that can be used to verify the kube-apiserver when using internal endpoints such as the " +
  "internal service IP or kubernetes.default.svc. No other usage is guaranteed across distributions of Kubernetes clusters.";

/** Gives each namespace the ConfigMap from which pods would learn whom to trust. There is nothing in it: this cluster has no TLS. */
export function rootCaPublisher({ store }: Pick<ControllerContext, "store">): Controller {
  return {
    kind: "Namespace",
    affectedBy({ type, object }) {
      if (type !== "DELETED" || object.kind !== "ConfigMap" || object.metadata.name !== name) return [];
      return store.list("Namespace").filter(({ metadata }) => metadata.name === object.metadata.namespace);
    },
    reconcile({ metadata }) {
      const namespace = metadata.name;
      if (metadata.deletionTimestamp || store.get("ConfigMap", namespace, name)) return;
      const annotations = { "kubernetes.io/description": description };
      store.create({
        apiVersion: "v1",
        kind: "ConfigMap",
        metadata: { name, namespace, annotations },
        data: { "ca.crt": "" },
      });
    },
  };
}
