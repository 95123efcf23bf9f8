/** What somebody should know before changing a workload. Facts in, sentences out; each names what to do instead. */
import type { KubeObject } from "../kubernetes/object.ts";
import { matches } from "../kubernetes/selector.ts";
import { say, type Text } from "./text.ts";

/** An autoscaler quietly undoes a scaling within seconds; scaling to 0 switches it off until somebody scales up again. */
export function autoscaled(
  workload: KubeObject,
  autoscalers: readonly KubeObject[],
  replicas: number,
): readonly Text[] {
  const owner = autoscalers.find(
    ({ spec }) => spec?.scaleTargetRef?.kind === workload.kind && spec.scaleTargetRef.name === workload.metadata.name,
  );
  if (!owner) return [];
  const { minReplicas = 1, maxReplicas } = owner.spec;
  if (replicas === 0)
    return [say`The autoscaler ${owner.metadata.name} stays switched off until somebody scales up again.`];
  if (replicas < minReplicas || replicas > maxReplicas) {
    return [
      say`The autoscaler ${owner.metadata.name} keeps between ${minReplicas} and ${maxReplicas} pods and will undo this.`,
    ];
  }
  return [say`The autoscaler ${owner.metadata.name} (${minReplicas} to ${maxReplicas} pods) may change this again.`];
}

/** Whoever keeps the manifests in Git will put the old value back at the next synchronisation. */
export function managed({ metadata }: KubeObject): readonly Text[] {
  const { labels = {}, annotations = {} } = metadata;
  const application =
    annotations["argocd.argoproj.io/tracking-id"]?.split(":")[0] ?? labels["argocd.argoproj.io/instance"];
  if (application)
    return [say`Argo CD (${application}) owns it and may put the old value back. Change it in Git to keep it.`];
  const flux = labels["kustomize.toolkit.fluxcd.io/name"] ?? labels["helm.toolkit.fluxcd.io/name"];
  if (flux) return [say`Flux (${flux}) owns it and will put the old value back. Change it in Git to keep it.`];
  const release =
    labels["app.kubernetes.io/managed-by"] === "Helm" ? annotations["meta.helm.sh/release-name"] : undefined;
  return release ? [say`Helm (${release}) owns it: the next upgrade may put the old value back.`] : [];
}

export function paused({ kind, spec }: KubeObject): readonly Text[] {
  return kind === "Deployment" && spec?.paused === true
    ? [say`Its rollout is paused: a change of the template waits until you resume it.`]
    : [];
}

export const toZero = (replicas: number): readonly Text[] =>
  replicas === 0 ? [say`With 0 replicas nothing serves its requests.`] : [];

/** Budgets that cover these pods and allow no disruption now. A deletion does not ask them, so people should know. */
export function budgets(pod: KubeObject, budgets: readonly KubeObject[]): readonly Text[] {
  return budgets
    .filter(
      (budget) =>
        matches(budget.spec?.selector, pod.metadata.labels ?? {}) && (budget.status?.disruptionsAllowed ?? 0) < 1,
    )
    .map(
      (budget) => say`The PodDisruptionBudget ${budget.metadata.name} allows no disruption now; deleting ignores it.`,
    );
}
