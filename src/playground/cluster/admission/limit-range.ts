import type { KubeObject } from "../controllers/controller.ts";
import type { Draft } from "../defaults/fill.ts";
import type { ObjectStore } from "../storage/store.ts";

/** Gives containers what a LimitRange says they get when they ask for nothing, and notes it on the pod (LimitRanger). */
export function withLimitRanges(store: ObjectStore, pod: KubeObject): void {
  const notes: string[] = [];
  for (const range of store.list("LimitRange", pod.metadata.namespace)) {
    for (const { type, default: limits, defaultRequest: requests } of range.spec.limits ?? []) {
      if (type !== "Container") continue;
      for (const one of pod.spec.containers) notes.push(...fillIn(one, "container", { limits, requests }));
      for (const one of pod.spec.initContainers ?? [])
        notes.push(...fillIn(one, "init container", { limits, requests }));
    }
  }
  if (notes.length === 0) return;
  const note = `LimitRanger plugin set: ${notes.join("; ")}`;
  pod.metadata.annotations = { ...pod.metadata.annotations, "kubernetes.io/limit-ranger": note };
}

function fillIn(container: Draft, what: string, { limits = {}, requests = {} }: Draft): string[] {
  const given: Draft = container.resources;
  const unset = (all: Draft, present: Draft = {}) =>
    Object.keys(all)
      .filter((name) => present[name] === undefined)
      .sort(byText);
  const unsetRequests = unset(requests, given.requests);
  const unsetLimits = unset(limits, given.limits);
  if (unsetLimits.length > 0) given.limits = { ...limits, ...given.limits };
  if (unsetRequests.length > 0) given.requests = { ...requests, ...given.requests };
  return [
    ...(unsetRequests.length > 0 ? [`${unsetRequests.join(", ")} request for ${what} ${container.name}`] : []),
    ...(unsetLimits.length > 0 ? [`${unsetLimits.join(", ")} limit for ${what} ${container.name}`] : []),
  ];
}

const byText = (a: string, b: string): number => (a < b ? -1 : 1);
