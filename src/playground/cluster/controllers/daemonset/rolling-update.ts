import type { KubeObject } from "../controller.ts";
import { scaled } from "../objects/int-or-percent.ts";
import { isAvailable } from "../objects/pods.ts";
import { hashLabel } from "./pods.ts";

/**
 * Old pods to delete now, so that new ones take their places. Nodes without a serving pod count against
 * `maxUnavailable`; an old pod that serves nobody may be replaced at any time.
 *
 * @param podsOfNodes for every node that should run one: its pods that are not terminating
 * @param hash of the present template
 */
export function outdatedToDelete(
  set: KubeObject,
  podsOfNodes: readonly (readonly KubeObject[])[],
  hash: string | undefined,
  now: number,
): KubeObject[] {
  const { type, rollingUpdate } = set.spec.updateStrategy;
  if (type !== "RollingUpdate") return [];
  const maxUnavailable = Math.max(1, scaled(rollingUpdate?.maxUnavailable ?? 1, podsOfNodes.length, "up"));
  const available = (pod: KubeObject) => isAvailable(pod, set.spec.minReadySeconds ?? 0, now);

  const unavailable = podsOfNodes.filter((pods) => !pods.some(available)).length;
  const outdated = podsOfNodes.flat().filter((pod) => pod.metadata.labels?.[hashLabel] !== hash);
  const broken = outdated.filter((pod) => !available(pod));
  const serving = outdated.filter(available).slice(0, Math.max(0, maxUnavailable - unavailable));
  return [...broken, ...serving];
}
