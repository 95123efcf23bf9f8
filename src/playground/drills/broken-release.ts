import { faultLabel } from "../cluster/controllers/kubelet/faults.ts";
import type { Drill } from "./drill.ts";
import { deployment, isComplete, patchDeployment, release } from "./patch.ts";

export const brokenRelease: Drill = {
  id: "broken-release",
  title: "A release went out broken: find it and undo it",
  task: "Somebody released web a minute ago, and it does not get any further. Say what is wrong, and take the release back.",
  hint: "/k8s describe web",
  as: "alice",
  async start({ cluster }) {
    const image = "registry.example.com/shop/web:2.5.O"; // the last sign is the letter O
    await patchDeployment(
      cluster,
      "web",
      release("web", image, "web 2.5.0: new start page", { [faultLabel]: "image-pull" }),
    );
    return () => {
      const web = deployment(cluster, "web");
      return web?.spec.template.spec.containers[0].image !== image && isComplete(web);
    };
  },
};
