import { deploymentPath, patch, type Scenario } from "./change.ts";

export const noRoom: Scenario = {
  id: "no-room",
  title: "cart asks for more CPU than any node has",
  start: (where) =>
    patch(where, deploymentPath("cart"), {
      spec: { template: { spec: { containers: [{ name: "cart", resources: { requests: { cpu: "12" } } }] } } },
    }),
};
