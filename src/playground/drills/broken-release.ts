import { badImage } from "../scenarios/bad-image.ts";
import { deployment, hasFault, isComplete } from "../scenarios/change.ts";
import type { Drill } from "./drill.ts";

export const brokenRelease: Drill = {
  id: "broken-release",
  title: "A release went out broken: find it and undo it",
  task: "Somebody released web a minute ago, and it does not get any further. Say what is wrong, and take the release back.",
  hint: "/k8s describe web",
  as: "alice",
  async start({ cluster }) {
    await badImage.start(cluster);
    return () => !hasFault(deployment(cluster, "web")) && isComplete(deployment(cluster, "web"));
  },
};
