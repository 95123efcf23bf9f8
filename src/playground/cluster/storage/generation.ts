import type { KubeObject } from "../controllers/controller.ts";
import type { Kind } from "../kinds/kind.ts";
import { same } from "./copy.ts";

/** What `metadata.generation` is after a write: one more than before when the desired state changed. */
export function generationAfter(kind: Kind, before: KubeObject, after: KubeObject): number | undefined {
  const { generation } = before.metadata;
  if (!kind.hasGeneration || generation === undefined) return generation;
  const marked = after.metadata.deletionTimestamp !== undefined && before.metadata.deletionTimestamp === undefined;
  return marked || desiredStateChanged(kind, before, after) ? generation + 1 : generation;
}

function desiredStateChanged(kind: Kind, before: KubeObject, after: KubeObject): boolean {
  // The Deployment controller copies annotations to ReplicaSets, so the API server counts them for this kind alone.
  if (kind.key === "Deployment" && !same(before.metadata.annotations ?? {}, after.metadata.annotations ?? {}))
    return true;
  return !same(desired(kind, before), desired(kind, after));
}

function desired(kind: Kind, { apiVersion: _, kind: __, metadata: ___, status, ...rest }: KubeObject): unknown {
  // Binding a pod to a node is the scheduler's answer, not a change of what was asked for.
  if (kind.key === "Pod") return { ...rest.spec, nodeName: "" };
  return kind.hasStatus ? rest : { ...rest, status };
}
