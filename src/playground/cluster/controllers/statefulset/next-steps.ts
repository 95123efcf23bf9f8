import type { KubeObject } from "../controller.ts";
import { scaled } from "../objects/int-or-percent.ts";
import { isAvailable, isTerminal } from "../objects/pods.ts";
import { ordinalOf, ordinalsOf, revisionOf } from "./pods.ts";

/** What to do now: pods to make, by ordinal, and pods to delete. The rest waits for the pods' answer. */
export interface Steps {
  create: number[];
  remove: KubeObject[];
}

const nothing: Steps = { create: [], remove: [] };

/**
 * The next steps of a StatefulSet. OrderedReady: one thing at a time, upwards when making pods, downwards when
 * deleting, and never on while a pod below is not available. Parallel: everything that is missing at once.
 *
 * @param update name of the ControllerRevision of the present template
 */
export function nextSteps(set: KubeObject, pods: readonly KubeObject[], update: string, now: number): Steps {
  const wanted = ordinalsOf(set);
  const byOrdinal = new Map(pods.map((pod) => [ordinalOf(pod), pod]));
  const condemned = pods.filter((pod) => !wanted.includes(ordinalOf(pod))).sort((a, b) => ordinalOf(b) - ordinalOf(a));
  const available = (pod: KubeObject) =>
    !pod.metadata.deletionTimestamp && isAvailable(pod, set.spec.minReadySeconds ?? 0, now);

  if (set.spec.podManagementPolicy === "Parallel") {
    const create = wanted.filter((ordinal) => !byOrdinal.has(ordinal));
    const remove = [...pods.filter(isTerminal), ...condemned].filter(stays);
    return create.length + remove.length > 0 ? { create, remove } : replace();
  }

  for (const ordinal of wanted) {
    const pod = byOrdinal.get(ordinal);
    if (!pod) return { create: [ordinal], remove: [] };
    if (isTerminal(pod)) return { create: [], remove: [pod].filter(stays) };
    if (!available(pod)) return nothing;
  }
  const [last] = condemned;
  if (last) {
    // An unavailable pod may only go if it is itself the lowest that is: else the trouble is below, and waits first.
    const blocked = !stays(last) || (!available(last) && condemned.findLast((pod) => !available(pod)) !== last);
    return blocked ? nothing : { create: [], remove: [last] };
  }
  return replace();

  /** Old pods to delete for a new template, highest ordinal first, down to the partition. */
  function replace(): Steps {
    const { type, rollingUpdate } = set.spec.updateStrategy;
    if (type !== "RollingUpdate") return nothing;
    const replicas = wanted.flatMap((ordinal) => byOrdinal.get(ordinal) ?? []);
    const maxUnavailable = Math.max(1, scaled(rollingUpdate?.maxUnavailable ?? 1, wanted.length, "down"));
    const budget = maxUnavailable - replicas.filter((pod) => !available(pod)).length;
    const outdated = replicas
      .slice(rollingUpdate?.partition ?? 0)
      .filter((pod) => stays(pod) && revisionOf(pod) !== update)
      .toReversed();
    // In a Parallel set broken old pods are replaced beyond the budget: they serve nobody anyway.
    const broken = set.spec.podManagementPolicy === "Parallel" ? outdated.filter((pod) => !available(pod)) : [];
    const serving = outdated.filter((pod) => !broken.includes(pod)).slice(0, Math.max(0, budget));
    return { create: [], remove: [...broken, ...serving] };
  }
}

function stays(pod: KubeObject): boolean {
  return !pod.metadata.deletionTimestamp;
}
