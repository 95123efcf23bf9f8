/** The cluster that the bench runs on: a real control plane where Go can build one, else the embedded one. */
import type { NewObject } from "../../src/playground/cluster/controllers/controller.ts";
import { startControlPlane } from "../cluster/control-plane.ts";
import { AT_ONCE } from "../cluster/kwok-config.ts";
import { createPods } from "../cluster/many-pods.ts";
import { simulatedNodes } from "../cluster/nodes.ts";
import { apply } from "../cluster/seed.ts";
import { USERS } from "../cluster/users.ts";
import { embedded } from "../support/embedded.ts";
import type { BenchCluster } from "./effort.ts";

type Running = BenchCluster & { stop(): Promise<void> };

/** @param kind "real", "embedded", or undefined for the real one where it can be had */
export async function startBenchCluster(smoke: boolean, kind: string | undefined): Promise<Running> {
  const pods = smoke ? { namespaces: 4, each: 120 } : { namespaces: 20, each: 500 };
  if (kind === "embedded") return embeddedCluster(pods);
  try {
    return await realCluster(pods);
  } catch (error) {
    if (kind === "real") throw error;
    console.error(`No real control plane here, so the embedded cluster is measured: ${(error as Error).message}`);
    return embeddedCluster(pods);
  }
}

async function realCluster(pods: BenchCluster["pods"]): Promise<Running> {
  const plane = await startControlPlane({ users: USERS });
  await apply(plane, SHOP);
  await createPods(plane, pods);
  return { name: "kube-apiserver", kubeconfig: plane.kubeconfig("admin"), pods, stop: () => plane.stop() };
}

async function embeddedCluster(pods: BenchCluster["pods"]): Promise<Running> {
  const { store, kubeconfig, stop } = await embedded({ objects: [...simulatedNodes(), ...SHOP] });
  for (let n = 0; n < pods.namespaces; n++) {
    const namespace = `team-${n}`;
    store.create({ apiVersion: "v1", kind: "Namespace", metadata: { name: namespace } });
    // On a machine that is not there: they only have to be listed, and nobody keeps them busy.
    const spec = { nodeName: "elsewhere", containers: [{ name: "app", image: "bench:1" }] };
    for (let i = 0; i < pods.each; i++)
      store.create({ apiVersion: "v1", kind: "Pod", metadata: { name: `pod-${i}`, namespace }, spec });
  }
  return { name: "the embedded cluster", kubeconfig, pods, stop };
}

const labels = { app: "web" };

/** One workload to look at and to scale, whose pods are ready as soon as they exist; and whom the bot acts as. */
const SHOP: readonly NewObject[] = [
  { apiVersion: "v1", kind: "Namespace", metadata: { name: "shop" } },
  {
    apiVersion: "apps/v1",
    kind: "Deployment",
    metadata: { name: "web", namespace: "shop" },
    spec: {
      replicas: 3,
      selector: { matchLabels: labels },
      template: {
        metadata: { labels, annotations: AT_ONCE },
        spec: { containers: [{ name: "web", image: "registry.example.com/web:1.0" }] },
      },
    },
  },
  {
    apiVersion: "rbac.authorization.k8s.io/v1",
    kind: "ClusterRoleBinding",
    metadata: { name: "bench" },
    roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "ClusterRole", name: "cluster-admin" },
    subjects: [{ apiGroup: "rbac.authorization.k8s.io", kind: "User", name: "bench" }],
  },
];
