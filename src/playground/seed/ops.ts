import type { NewObject } from "../cluster/controllers/controller.ts";
import { namespace, resources } from "./manifest.ts";

/** What the platform team runs on every node. */
export function ops(): NewObject[] {
  const agent = {
    name: "agent",
    image: "docker.io/fluent/fluent-bit:4.1.0",
    resources: resources("50m", "64Mi"),
    volumeMounts: [{ name: "logs", mountPath: "/var/log", readOnly: true }],
  };
  return [
    namespace("ops", "platform"),
    {
      apiVersion: "apps/v1",
      kind: "DaemonSet",
      metadata: { name: "log-agent", namespace: "ops", labels: { app: "log-agent" } },
      spec: {
        selector: { matchLabels: { app: "log-agent" } },
        template: {
          metadata: { labels: { app: "log-agent" } },
          spec: { containers: [agent], volumes: [{ name: "logs", hostPath: { path: "/var/log" } }] },
        },
      },
    },
  ];
}
