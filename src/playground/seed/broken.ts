import type { NewObject } from "../cluster/controllers/controller.ts";
import { faultLabel } from "../cluster/controllers/kubelet/faults.ts";
import { container, deployment, httpProbe, namespace, resources } from "./manifest.ts";

/** One workload for each way in which pods usually fail, so that everybody can practise on them. */
export function broken(): NewObject[] {
  return [
    namespace("broken", "storefront"),
    // The last sign of the tag is the letter O.
    faulty("catalog", "image-pull", "registry.example.com/shop/catalog:3.1.O"),
    faulty("orders", "crash-loop", "registry.example.com/shop/orders:1.8.0"),
    faulty("search", "out-of-memory", "registry.example.com/shop/search:5.2.0", {
      resources: resources("200m", "256Mi"),
    }),
    faulty("mail", "never-ready", "registry.example.com/shop/mail:0.9.3", { readinessProbe: httpProbe("/healthz", 1) }),
    // More CPU than any node has.
    deployment({ name: "report", namespace: "broken" }, 1, {
      containers: [
        container("report", "registry.example.com/shop/report:1.0.0", { resources: resources("64", "1Gi") }),
      ],
    }),
  ];
}

function faulty(name: string, fault: string, image: string, more: Record<string, unknown> = {}): NewObject {
  const containers = [container(name, image, more)];
  return deployment({ name, namespace: "broken" }, 1, { containers }, { labels: { [faultLabel]: fault } });
}
