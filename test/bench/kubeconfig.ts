/** Where a kubeconfig leads, and the same one led through a recorder. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { KubeConfig } from "@kubernetes/client-node";
import { dump, load } from "js-yaml";

/** @returns the server, and the certificate authority where it has one */
export async function originOf(kubeconfig: string): Promise<[url: string, ca?: Buffer]> {
  const config = new KubeConfig();
  config.loadFromFile(kubeconfig);
  const cluster = config.getCurrentCluster();
  if (!cluster) throw new Error(`${kubeconfig} names no cluster`);
  return cluster.caData ? [cluster.server, Buffer.from(cluster.caData, "base64")] : [cluster.server];
}

export function kubeconfigThrough(kubeconfig: string, url: string): { readonly path: string; remove(): void } {
  const config = load(readFileSync(kubeconfig, "utf8")) as { clusters: { cluster: object }[] };
  for (const one of config.clusters) one.cluster = { server: url, "insecure-skip-tls-verify": true };
  const folder = mkdtempSync(join(tmpdir(), "kubemate-bench-"));
  const path = join(folder, "kubeconfig");
  writeFileSync(path, dump(config));
  return { path, remove: () => rmSync(folder, { recursive: true }) };
}
