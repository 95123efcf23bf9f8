import type { KubeObject } from "../controllers/controller.ts";
import type { Kind } from "../kinds/kind.ts";
import { same } from "./copy.ts";

/** Raises `metadata.generation` of a draft when the desired state changed, which is how controllers know they are behind. */
export function countGenerations(kind: Kind, before: KubeObject, draft: KubeObject): void {
  const { generation } = before.metadata;
  if (!kind.hasGeneration || generation === undefined) return;
  const marked = draft.metadata.deletionTimestamp !== undefined && before.metadata.deletionTimestamp === undefined;
  const changed = marked || desiredStateChanged(kind, before, draft);
  draft.metadata.generation = changed ? generation + 1 : generation;
  if (kind.key === "DaemonSet") countTemplates(before, draft);
}

function desiredStateChanged(kind: Kind, before: KubeObject, after: KubeObject): boolean {
  // The Deployment controller copies annotations to ReplicaSets, so the API server counts them for this kind alone.
  if (kind.key === "Deployment" && !same(before.metadata.annotations ?? {}, after.metadata.annotations ?? {})) {
    return true;
  }
  return !same(desired(kind, before), desired(kind, after));
}

/** All but the metadata. A status with a subresource of its own is put back before, so it never counts. */
function desired(
  kind: Kind,
  { apiVersion: _apiVersion, kind: _kind, metadata: _metadata, ...rest }: KubeObject,
): unknown {
  // Binding a pod to a node is the scheduler's answer, not a change of what was asked for.
  return kind.key === "Pod" ? { ...rest.spec, nodeName: "" } : rest;
}

const TEMPLATE_GENERATION = "deprecated.daemonset.template.generation";

/** DaemonSets counted their templates before they had revisions, and still do in an annotation. */
function countTemplates(before: KubeObject, draft: KubeObject): void {
  const count = Number(before.metadata.annotations?.[TEMPLATE_GENERATION] ?? 1);
  const next = same(before.spec.template, draft.spec.template) ? count : count + 1;
  draft.metadata.annotations = { ...draft.metadata.annotations, [TEMPLATE_GENERATION]: String(next) };
}
