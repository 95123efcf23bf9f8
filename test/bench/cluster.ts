/** The cluster that the bench runs on: a real control plane where Go can build one, else the embedded one. */
import { seedPlayground } from "../cluster/playground.ts";
import { startControlPlane } from "../cluster/control-plane.ts";
import { createPods } from "../cluster/many-pods.ts";
import { USERS } from "../cluster/users.ts";
import { embedded } from "../support/embedded.ts";
import type { BenchCluster } from "./figure.ts";

/** @param kind "real", "embedded", or undefined for the real one where it can be had */
export async function startBenchCluster(
  smoke: boolean,
  kind?: string,
): Promise<BenchCluster & { stop(): Promise<void> }> {
  const pods = smoke ? { namespaces: 4, each: 120 } : { namespaces: 20, each: 500 };
  if (kind !== "embedded") {
    try {
      const plane = await startControlPlane({ users: USERS });
      await seedPlayground(plane);
      await createPods(plane, pods);
      return {
        real: true,
        kubeconfig: plane.kubeconfig("admin"),
        kubectl: plane.files.kubectl,
        pods,
        stop: () => plane.stop(),
      };
    } catch (error) {
      if (kind === "real") throw error;
      console.error(
        `No real control plane here, so the embedded cluster is measured: ${error instanceof Error ? error.message : String(error)}`,
      );
    }
  }
  const cluster = await embedded();
  fill(cluster.store, pods);
  return { real: false, kubeconfig: cluster.kubeconfig, kubectl: "kubectl", pods, stop: () => cluster.stop() };
}

function fill(store: Awaited<ReturnType<typeof embedded>>["store"], { namespaces, each }: BenchCluster["pods"]): void {
  for (let n = 0; n < namespaces; n++) {
    const namespace = `team-${n}`;
    store.create({ apiVersion: "v1", kind: "Namespace", metadata: { name: namespace } });
    for (let i = 0; i < each; i++) {
      const metadata = { name: `pod-${i}`, namespace, labels: { app: "bench" } };
      store.create({
        apiVersion: "v1",
        kind: "Pod",
        metadata,
        spec: { containers: [{ name: "app", image: "bench:1" }] },
      });
    }
  }
}
