import { faultLabel } from "../cluster/controllers/kubelet/faults.ts";
import type { Drill } from "./drill.ts";
import { deployment, isComplete, patchDeployment, release } from "./patch.ts";

export const crashingCheckout: Drill = {
  id: "crashing-checkout",
  title: "Find out why checkout is crashing",
  task: "Customers cannot pay any more. Read the last words of checkout's crashed containers, see what changed, and bring it back.",
  hint: "/k8s logs checkout previous",
  as: "omar",
  async start({ cluster }) {
    const image = "registry.example.com/shop/checkout:4.8.0";
    await patchDeployment(cluster, "checkout", {
      ...release("app", image, "checkout 4.8.0: one click", { [faultLabel]: "crash-loop" }),
    });
    return () => {
      const checkout = deployment(cluster, "checkout");
      return checkout?.spec.template.metadata.labels?.[faultLabel] === undefined && isComplete(checkout);
    };
  },
};
