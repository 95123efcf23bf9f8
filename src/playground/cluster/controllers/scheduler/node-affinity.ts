import type { KubeObject } from "../controller.ts";
import { type LabelSelector, matches } from "../objects/selector.ts";

interface NodeSelectorTerm {
  matchExpressions?: LabelSelector["matchExpressions"];
  matchFields?: LabelSelector["matchExpressions"];
}

/** Whether a pod's `nodeSelector` and required node affinity allow this node. The terms are alternatives. */
export function allowsNode(podSpec: KubeObject["spec"], node: KubeObject): boolean {
  if (!matches({ matchLabels: podSpec.nodeSelector ?? {} }, node.metadata.labels)) return false;
  const required = podSpec.affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution;
  const terms: NodeSelectorTerm[] | undefined = required?.nodeSelectorTerms;
  return !terms || terms.some((term) => matchesTerm(term, node));
}

function matchesTerm({ matchExpressions = [], matchFields = [] }: NodeSelectorTerm, { metadata }: KubeObject): boolean {
  // The only field that Kubernetes lets people select by is the name; DaemonSets pin their pods to nodes with it.
  return (
    matches({ matchExpressions }, metadata.labels) &&
    matches({ matchExpressions: matchFields }, { "metadata.name": metadata.name })
  );
}
