import { writeFileSync } from "node:fs";

/** A kubeconfig that leads to the embedded cluster, for the bot and for kubectl. @returns the path */
export function writeKubeconfig(path: string, server: string, token?: string): string {
  const config = {
    apiVersion: "v1",
    kind: "Config",
    "current-context": "playground",
    // The client library refuses plain HTTP unless told that nobody expects a certificate.
    clusters: [{ name: "playground", cluster: { server, "insecure-skip-tls-verify": true } }],
    users: [{ name: "kubemate", user: token === undefined ? {} : { token } }],
    contexts: [{ name: "playground", context: { cluster: "playground", user: "kubemate", namespace: "shop" } }],
  };
  writeFileSync(path, JSON.stringify(config));
  return path;
}
