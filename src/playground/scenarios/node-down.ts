import { faultLabel } from "../cluster/controllers/kubelet/faults.ts";
import { patch, type Scenario } from "./change.ts";

export const nodeDown: Scenario = {
  id: "node-down",
  title: "nobody hears of node-1 any more",
  start: (where) => patch(where, "/api/v1/nodes/node-1", { metadata: { labels: { [faultLabel]: "down" } } }),
};
