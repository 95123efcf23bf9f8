import type { NewObject } from "../../../../src/playground/cluster/controllers/controller.ts";

/** The smallest objects that Kubernetes would take, in the namespace "shop". */

export function deployment(name: string, spec: Record<string, unknown> = {}, image = `${name}:1`): NewObject {
  return {
    apiVersion: "apps/v1",
    kind: "Deployment",
    metadata: { name, namespace: "shop" },
    spec: { selector: { matchLabels: { app: name } }, template: template(name, image), ...spec },
  };
}

export function statefulSet(name: string, spec: Record<string, unknown> = {}): NewObject {
  return {
    apiVersion: "apps/v1",
    kind: "StatefulSet",
    metadata: { name, namespace: "shop" },
    spec: { serviceName: name, selector: { matchLabels: { app: name } }, template: template(name), ...spec },
  };
}

export function daemonSet(name: string, spec: Record<string, unknown> = {}): NewObject {
  return {
    apiVersion: "apps/v1",
    kind: "DaemonSet",
    metadata: { name, namespace: "shop" },
    spec: { selector: { matchLabels: { app: name } }, template: template(name), ...spec },
  };
}

export function job(name: string, spec: Record<string, unknown> = {}, labels: Record<string, string> = {}): NewObject {
  const { metadata, spec: podSpec } = template(name);
  const pods = {
    metadata: { labels: { ...metadata.labels, ...labels } },
    spec: { ...podSpec, restartPolicy: "Never" },
  };
  return {
    apiVersion: "batch/v1",
    kind: "Job",
    metadata: { name, namespace: "shop" },
    spec: { template: pods, ...spec },
  };
}

export function template(name: string, image = `${name}:1`, labels: Record<string, string> = {}) {
  const resources = { requests: { cpu: "100m", memory: "64Mi" } };
  return { metadata: { labels: { app: name, ...labels } }, spec: { containers: [{ name, image, resources }] } };
}

/** A patch that makes a release of a workload whose container has its name. */
export function release(name: string, image: string) {
  return { spec: { template: { spec: { containers: [{ name, image }] } } } };
}
