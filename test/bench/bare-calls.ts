/** The API calls of a command, sent again by nothing but a kept-alive connection. */
import { KubeConfig } from "@kubernetes/client-node";
import { Agent, request } from "undici";
import type { Recorded } from "../contract/recorder.ts";

export async function bareCalls(kubeconfig: string) {
  const config = new KubeConfig();
  config.loadFromFile(kubeconfig);
  const cluster = config.getCurrentCluster();
  const token = config.getCurrentUser()?.token;
  const ca = cluster?.caData && Buffer.from(cluster.caData, "base64");
  const dispatcher = new Agent({ connections: 1, ...(ca && { connect: { ca } }) });
  return {
    /** One after the other, each answer parsed. @returns milliseconds */
    async time(calls: readonly Recorded[]): Promise<number> {
      const began = performance.now();
      for (const { method, path, headers, body } of calls) {
        const response = await request(new URL(path, cluster?.server), {
          dispatcher,
          method: method as "GET",
          headers: [...headers, ...(token ? ["authorization", `Bearer ${token}`] : [])],
          ...(body !== "" && { body }),
        });
        const answer = (await response.body.json()) as object;
        if (response.statusCode >= 400) throw new Error(`${method} ${path}: ${JSON.stringify(answer)}`);
      }
      return performance.now() - began;
    },
    close: () => dispatcher.close(),
  };
}
