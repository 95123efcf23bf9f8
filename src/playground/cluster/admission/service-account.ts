import type { KubeObject } from "../controllers/controller.ts";
import type { Draft } from "../defaults/fill.ts";
import { generatedName } from "../storage/names.ts";

const TOKEN_PATH = "/var/run/secrets/kubernetes.io/serviceaccount";

/** A pod without a service account runs as its namespace's default one, whose token every container gets (ServiceAccount admission). */
export function withServiceAccount(pod: KubeObject): void {
  const { spec } = pod;
  spec.serviceAccountName ||= "default";
  spec.serviceAccount = spec.serviceAccountName;
  if (spec.automountServiceAccountToken === false) return;
  const containers: Draft[] = [...spec.containers, ...(spec.initContainers ?? [])];
  const without = containers.filter(
    ({ volumeMounts = [] }) => !volumeMounts.some(({ mountPath }: Draft) => mountPath === TOKEN_PATH),
  );
  if (without.length === 0) return;
  const name = generatedName("kube-api-access-");
  for (const container of without) {
    container.volumeMounts = [...(container.volumeMounts ?? []), { name, readOnly: true, mountPath: TOKEN_PATH }];
  }
  spec.volumes = [...(spec.volumes ?? []), { name, projected: { defaultMode: 0o644, sources: tokenSources() } }];
}

const tokenSources = (): Draft[] => [
  { serviceAccountToken: { expirationSeconds: 3607, path: "token" } },
  { configMap: { name: "kube-root-ca.crt", items: [{ key: "ca.crt", path: "ca.crt" }] } },
  { downwardAPI: { items: [{ path: "namespace", fieldRef: { apiVersion: "v1", fieldPath: "metadata.namespace" } }] } },
];
