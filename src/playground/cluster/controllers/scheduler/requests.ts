import type { KubeObject } from "../controller.ts";
import { quantity } from "../objects/quantity.ts";

/** CPU in cores, memory in bytes. */
export interface Resources {
  cpu: number;
  memory: number;
  pods: number;
}

/** What a pod asks to have kept free for it, whatever it really uses. */
export function requestsOf(pod: KubeObject): Resources {
  const containers: { resources?: { requests?: Record<string, string> } }[] = pod.spec.containers;
  const sum = (name: string) =>
    containers.reduce((all, { resources }) => all + quantity(resources?.requests?.[name]), 0);
  return { cpu: sum("cpu"), memory: sum("memory"), pods: 1 };
}

export function allocatableOf({ status }: KubeObject): Resources {
  const { cpu, memory, pods } = status?.allocatable ?? {};
  return { cpu: quantity(cpu), memory: quantity(memory), pods: quantity(pods ?? "110") };
}
