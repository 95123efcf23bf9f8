import type { TestProject } from "vitest/node";
import type { ClusterFiles } from "./connection.ts";
import { startControlPlane } from "./control-plane.ts";
import { USERS } from "./users.ts";

declare module "vitest" {
  export interface ProvidedContext {
    /** For `connect()`: the cluster that the suite runs on. */
    cluster: ClusterFiles;
  }
}

/** Starts a control plane for the suite, or takes the cluster that `KUBECONFIG` names. */
export default async function setup(project: TestProject): Promise<(() => Promise<void>) | undefined> {
  const kubeconfig = process.env["KUBECONFIG"];
  if (kubeconfig !== undefined) {
    console.error(`The suite runs on the cluster of KUBECONFIG=${kubeconfig}, and creates namespaces there.`);
    project.provide("cluster", { kubectl: "kubectl", kubeconfigs: { admin: kubeconfig } });
    return undefined;
  }
  const controlPlane = await startControlPlane({ users: USERS });
  project.provide("cluster", controlPlane.files);
  return () => controlPlane.stop();
}
