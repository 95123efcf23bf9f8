import { deployment, hasFault, isComplete } from "../scenarios/change.ts";
import { crashLoop } from "../scenarios/crash-loop.ts";
import type { Drill } from "./drill.ts";

export const crashingCheckout: Drill = {
  id: "crashing-checkout",
  title: "Find out why checkout is crashing",
  task: "Customers cannot pay any more. Read the last words of checkout's crashed containers, see what changed, and bring it back.",
  hint: "/k8s logs checkout previous",
  as: "omar",
  async start({ cluster }) {
    await crashLoop.start(cluster);
    return () => !hasFault(deployment(cluster, "checkout")) && isComplete(deployment(cluster, "checkout"));
  },
};
