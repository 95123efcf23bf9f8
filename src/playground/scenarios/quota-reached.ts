import { create, type Scenario } from "./change.ts";

export const quotaReached: Scenario = {
  id: "quota-reached",
  title: "shop may have no more pods than it has now",
  start: (where) =>
    create(where, "/api/v1/namespaces/shop/resourcequotas", {
      apiVersion: "v1",
      kind: "ResourceQuota",
      metadata: { name: "shop" },
      spec: { hard: { pods: String(where.store.list("Pod", "shop").length) } },
    }),
};
