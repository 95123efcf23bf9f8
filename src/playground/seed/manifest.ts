import type { NewObject } from "../cluster/controllers/controller.ts";

/** Short ways to write the objects of a team's repository; what is special about one is written out where it is. */

interface Name {
  name: string;
  namespace: string;
}

export function namespace(name: string, team: string): NewObject {
  return { apiVersion: "v1", kind: "Namespace", metadata: { name, labels: { team } } };
}

export function deployment(
  { name, namespace }: Name,
  replicas: number,
  podSpec: { containers: unknown[]; [field: string]: unknown },
  template: { labels?: Record<string, string>; annotations?: Record<string, string> } = {},
): NewObject {
  return {
    apiVersion: "apps/v1",
    kind: "Deployment",
    metadata: { name, namespace, labels: { app: name } },
    spec: {
      replicas,
      selector: { matchLabels: { app: name } },
      template: { metadata: { ...template, labels: { app: name, ...template.labels } }, spec: podSpec },
    },
  };
}

export function container(name: string, image: string, more: Record<string, unknown> = {}) {
  return {
    name,
    image,
    ports: [{ name: "http", containerPort: 8080 }],
    resources: resources("100m", "128Mi"),
    ...more,
  };
}

/** Memory is limited to what is requested; CPU is not limited, so that a busy service may use what others leave. */
export function resources(cpu: string, memory: string) {
  return { requests: { cpu, memory }, limits: { memory } };
}

export function httpProbe(path: string, initialDelaySeconds: number) {
  return { httpGet: { path, port: "http" }, initialDelaySeconds, periodSeconds: 5 };
}

export function service({ name, namespace }: Name, more: Record<string, unknown> = {}): NewObject {
  return {
    apiVersion: "v1",
    kind: "Service",
    metadata: { name, namespace, labels: { app: name } },
    spec: { selector: { app: name }, ports: [{ name: "http", port: 8080, targetPort: "http" }], ...more },
  };
}

export function configMap({ name, namespace }: Name, data: Record<string, string>): NewObject {
  return { apiVersion: "v1", kind: "ConfigMap", metadata: { name, namespace }, data };
}
