import type { NewObject } from "../cluster/controllers/controller.ts";
import { configMap, container, deployment, httpProbe, namespace, service } from "./manifest.ts";

/** The next release of the shop, on trial. */
export function staging(): NewObject[] {
  const web = { name: "web", namespace: "staging" };
  const readinessProbe = httpProbe("/healthz", 1);
  return [
    namespace("staging", "storefront"),
    configMap({ name: "web-config", namespace: "staging" }, { CURRENCY: "EUR", THEME: "spring" }),
    deployment(web, 1, {
      containers: [container("web", "registry.example.com/shop/web:2.5.0-rc.1", { readinessProbe })],
    }),
    service(web),
  ];
}
