import type { NewObject } from "./cluster/controllers/controller.ts";
import { access } from "./seed/access.ts";
import { backups } from "./seed/backups.ts";
import { broken } from "./seed/broken.ts";
import { nodes } from "./seed/nodes.ts";
import { ops } from "./seed/ops.ts";
import { shop } from "./seed/shop.ts";
import { staging } from "./seed/staging.ts";

/** People of the playground and the groups that the seed's roles are bound to. */
export const people = {
  alice: { name: "alice", groups: ["developers", "everyone"] },
  omar: { name: "omar", groups: ["oncall", "everyone"] },
  petra: { name: "petra", groups: ["platform", "everyone"] },
} as const;

/**
 * The cluster that everybody starts with, as people write it in YAML: a healthy shop, its staging, an operator's kind,
 * and a namespace in which everything is broken. Ordered, so that each object finds what it needs.
 */
export function seedObjects(): NewObject[] {
  return [...nodes(), ...shop(), ...staging(), ...ops(), ...broken(), ...backups(), ...access()];
}

export interface Rollout {
  kind: string;
  namespace: string;
  name: string;
  /** A strategic merge patch. */
  patch: Record<string, unknown>;
}

/** Releases that came later, to be applied when the first ones have settled: they give `rollout undo` a past. */
export function seedRollouts(): Rollout[] {
  return [
    release("Deployment", "shop", "web", "registry.example.com/shop/web:2.4.0", "web 2.4.0: faster search"),
    release("StatefulSet", "shop", "db", "docker.io/library/postgres:17.6", "PostgreSQL 17.6", "postgres"),
    release("DaemonSet", "ops", "log-agent", "docker.io/fluent/fluent-bit:4.1.1", "Fluent Bit 4.1.1", "agent"),
  ];
}

function release(
  kind: string,
  namespace: string,
  name: string,
  image: string,
  cause: string,
  container = name,
): Rollout {
  const annotations = { "kubernetes.io/change-cause": cause };
  const spec = { template: { spec: { containers: [{ name: container, image }] } } };
  return { kind, namespace, name, patch: { metadata: { annotations }, spec } };
}
