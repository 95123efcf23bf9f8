import { seedObjects, seedRollouts } from "../../src/playground/seed.ts";
import type { Cluster } from "./connection.ts";
import { apply } from "./seed.ts";
import { settled } from "./settled.ts";

const without = <T>(all: readonly T[], some: readonly T[]): readonly T[] => all.filter((one) => !some.includes(one));

/** Makes a real cluster look like the playground, its past releases included. Doing so twice changes nothing. */
export async function seedPlayground(cluster: Cluster): Promise<void> {
  const objects = seedObjects();
  const namespaces = objects.filter(({ kind }) => kind === "Namespace").map(({ metadata }) => String(metadata.name));
  const autoscalers = objects.filter(({ kind }) => kind === "HorizontalPodAutoscaler");
  await apply(cluster, without(objects, autoscalers));
  await settled(cluster, namespaces);
  // An autoscaler that is looked at before its target is there says so in an event, for an hour.
  await apply(cluster, autoscalers);
  for (const { kind, namespace, name, patch } of seedRollouts()) {
    const { code, stderr } = await cluster.kubectl(["-n", namespace, "patch", kind, name, "-p", JSON.stringify(patch)]);
    if (code !== 0) throw new Error(stderr);
  }
  await settled(cluster, namespaces);
}
