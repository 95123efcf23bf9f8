import { LOAD } from "../cluster/controllers/usage.ts";
import { deploymentPath, patch, type Scenario } from "./change.ts";

export const heavyLoad: Scenario = {
  id: "heavy-load",
  title: "everybody fills a cart at once",
  start: (where) => patch(where, deploymentPath("cart"), { metadata: { annotations: { [LOAD]: "3.5" } } }),
};
