import { createHash } from "node:crypto";
import type { KubeObject } from "./controller.ts";
import { requestsOf } from "./scheduler/requests.ts";

/** CPU in cores, memory in bytes. */
export interface Usage {
  cpu: number;
  memory: number;
}

export type UsageOf = (pod: KubeObject) => Usage;

/** What a running pod uses: a steady share of what it requests, its own for each pod. Others use nothing. */
export function steadyUsage(pod: KubeObject): Usage {
  if (pod.status?.phase !== "Running") return { cpu: 0, memory: 0 };
  const requests = requestsOf(pod);
  const digest = createHash("sha256").update(pod.metadata.uid).digest();
  const share = (byte: number, from: number, to: number) => from + ((to - from) * (digest[byte] ?? 0)) / 255;
  return { cpu: requests.cpu * share(0, 0.36, 0.44), memory: requests.memory * share(1, 0.6, 0.7) };
}
