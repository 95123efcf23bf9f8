import type { Drill } from "./drill.ts";
import { deployment, deploymentPath, isComplete, patch } from "../scenarios/change.ts";

const USUAL = 3;
const MORE = 6;

export const sale: Drill = {
  id: "sale",
  title: "Scale before the sale and undo it",
  task: `The sale begins. Let web run with ${MORE} pods or more, and when they are all available take that back with Undo.`,
  hint: `/k8s scale web ${MORE}`,
  as: "alice",
  async start({ cluster }) {
    await patch(cluster, deploymentPath("web"), { spec: { replicas: USUAL } }); // whatever was left of the last time
    let grown = false;
    return () => {
      const web = deployment(cluster, "web");
      if (!isComplete(web)) return false;
      if (web?.spec.replicas >= MORE) grown = true;
      return grown && web?.spec.replicas === USUAL;
    };
  },
};
