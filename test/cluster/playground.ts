import { seedObjects, seedRollouts } from "../../src/playground/seed.ts";
import type { Cluster } from "./connection.ts";
import { apply } from "./seed.ts";
import { settled } from "./settled.ts";

/** Makes a real cluster look like the playground, its past releases included. Doing so twice changes nothing. */
export async function seedPlayground(cluster: Cluster): Promise<void> {
  const objects = seedObjects();
  const namespaces = objects.filter(({ kind }) => kind === "Namespace").map(({ metadata }) => String(metadata.name));
  await apply(cluster, objects);
  await settled(cluster, namespaces);
  for (const { kind, namespace, name, patch } of seedRollouts()) {
    const { code, stderr } = await cluster.kubectl(["-n", namespace, "patch", kind, name, "-p", JSON.stringify(patch)]);
    if (code !== 0) throw new Error(stderr);
  }
  await settled(cluster, namespaces);
}
