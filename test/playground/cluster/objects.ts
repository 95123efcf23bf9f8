import type { NewObject } from "../../../src/playground/cluster/controllers/controller.ts";

/** Manifests as people write them: only what is needed, so that tests see what the server adds. */

export const namespace = (name: string): NewObject => ({ apiVersion: "v1", kind: "Namespace", metadata: { name } });

export const deployment = (name: string, replicas = 1): NewObject => ({
  apiVersion: "apps/v1",
  kind: "Deployment",
  metadata: { name, namespace: "shop", labels: { app: name } },
  spec: {
    replicas,
    selector: { matchLabels: { app: name } },
    template: {
      metadata: { labels: { app: name } },
      spec: { containers: [{ name: "main", image: `registry.example/${name}:1.0` }] },
    },
  },
});

export const pod = (name: string, spec: Record<string, unknown> = {}): NewObject => ({
  apiVersion: "v1",
  kind: "Pod",
  metadata: { name, namespace: "shop", labels: { app: "web" } },
  spec: { containers: [{ name: "main", image: "registry.example/web:1.0" }], ...spec },
});

export const configMap = (name: string, data: Record<string, string> = {}): NewObject => ({
  apiVersion: "v1",
  kind: "ConfigMap",
  metadata: { name, namespace: "shop" },
  data,
});

export const widgets = (): NewObject => ({
  apiVersion: "apiextensions.k8s.io/v1",
  kind: "CustomResourceDefinition",
  metadata: { name: "widgets.example.com" },
  spec: {
    group: "example.com",
    scope: "Namespaced",
    names: { plural: "widgets", singular: "widget", kind: "Widget", shortNames: ["wd"] },
    versions: [
      {
        name: "v1",
        served: true,
        storage: true,
        subresources: { status: {}, scale: { specReplicasPath: ".spec.size", statusReplicasPath: ".status.size" } },
        additionalPrinterColumns: [{ name: "Size", type: "integer", jsonPath: ".spec.size" }],
        schema: {
          openAPIV3Schema: {
            type: "object",
            properties: {
              spec: {
                type: "object",
                description: "What the widget should be.",
                required: ["size"],
                properties: {
                  size: { type: "integer", minimum: 0, description: "How big." },
                  color: { type: "string", default: "blue" },
                },
              },
              status: { type: "object", properties: { size: { type: "integer" } } },
            },
          },
        },
      },
    ],
  },
});
