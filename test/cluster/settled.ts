import type { KubeObject } from "../../src/kubernetes/object.ts";
import { faultLabel } from "../../src/playground/cluster/controllers/kubelet/faults.ts";
import type { Api } from "./api.ts";
import type { Cluster } from "./connection.ts";
import { eventually } from "./eventually.ts";

const WORKLOADS = ["deployments", "statefulsets", "daemonsets"];

/**
 * Waits until nothing moves by itself any more: every Deployment, StatefulSet and DaemonSet of these namespaces is
 * complete, or its faulty pods show their fault to the full, every Job has ended, every autoscaler has said something, and
 * no pod is about to leave.
 */
export async function settled({ api }: Pick<Cluster, "api">, namespaces: readonly string[]): Promise<void> {
  for (const namespace of namespaces) {
    let moving: string[] = [];
    await eventually(`everything in ${namespace} to settle`, async () => {
      moving = await stillMoving(api, namespace);
      return moving.length === 0;
    }).catch((error: Error) => {
      throw new Error(`${error.message} Still moving: ${moving.join(", ")}.`, { cause: error });
    });
  }
}

async function stillMoving(api: Api, namespace: string): Promise<string[]> {
  const list = async (path: string): Promise<KubeObject[]> => (await api.call("GET", path)).body.items;
  const pods = await list(`/api/v1/namespaces/${namespace}/pods`);
  const lists = await Promise.all(WORKLOADS.map((kind) => list(`/apis/apps/v1/namespaces/${namespace}/${kind}`)));
  const moving = lists.flat().filter((workload) => !isComplete(workload) && !showsItsFault(workload, pods));
  const leaving = pods.filter(({ metadata }) => metadata.deletionTimestamp !== undefined);
  const autoscalers = await list(`/apis/autoscaling/v2/namespaces/${namespace}/horizontalpodautoscalers`);
  const unseen = autoscalers.filter(({ status }) => status?.conditions === undefined); // looked at every 15 seconds
  const jobs = await list(`/apis/batch/v1/namespaces/${namespace}/jobs`);
  return [...moving, ...leaving, ...unseen, ...jobs.filter(({ status }) => !hasEnded(status))].map(
    ({ metadata }) => metadata.name,
  );
}

const hasEnded = (status: Status): boolean =>
  status?.conditions?.some(
    (one: { type: string; status: string }) => /^(Complete|Failed)$/.test(one.type) && one.status === "True",
  ) ?? false;

function isComplete({ metadata, spec, status = {} }: KubeObject): boolean {
  if (status.observedGeneration !== metadata.generation) return false;
  if (spec.paused === true) return true;
  const wanted = status.desiredNumberScheduled ?? spec.replicas ?? 1;
  const updated = status.updatedReplicas ?? status.updatedNumberScheduled ?? 0;
  const available = status.availableReplicas ?? status.numberAvailable ?? 0;
  const total = status.replicas ?? status.currentNumberScheduled ?? 0;
  const leaving = status.terminatingReplicas ?? 0;
  return updated === wanted && available === wanted && total === wanted && leaving === 0;
}

/** Waiting longer would change nothing: a pod of the newest template fails, or no node has room for it. */
function showsItsFault({ spec }: KubeObject, pods: readonly KubeObject[]): boolean {
  const labels: Record<string, string> = spec.template.metadata.labels;
  const own = pods.filter(({ metadata }) =>
    Object.entries(labels).every(([key, value]) => metadata.labels?.[key] === value),
  );
  const shows = SHOWS[labels[faultLabel] ?? ""] ?? isUnschedulable;
  return own.length > 0 && own.every((pod) => shows(pod["status"]));
}

type Status = KubeObject["status"];

const isUnschedulable = (status: Status): boolean =>
  status.conditions?.some(({ reason }: { reason?: string }) => reason === "Unschedulable") ?? false;

/** What each fault comes to in the end; see stages/. */
const SHOWS: Readonly<Record<string, (status: Status) => boolean>> = {
  "image-pull": (status) => status.containerStatuses?.[0].state.waiting?.reason === "ImagePullBackOff",
  "crash-loop": (status) => status.containerStatuses?.[0].restartCount >= 5,
  "out-of-memory": (status) => status.containerStatuses?.[0].restartCount >= 5,
  "never-ready": (status) => status.phase === "Running",
};
