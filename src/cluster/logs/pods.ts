/** Whose logs are meant: the pods of a workload and one container in each. */
import type { LogQuery } from "../../core/cluster.ts";
import { Failure } from "../../core/failure.ts";
import { nearest } from "../../core/nearest.ts";
import { quoted } from "../../core/quoted.ts";
import type { KubeObject } from "../../kubernetes/object.ts";
import { selectorQuery } from "../../kubernetes/selector.ts";
import type { Discovery } from "../kinds/discovery.ts";
import { listObjects } from "../read/list.ts";
import type { Session } from "../connection/session.ts";
import { findWorkload } from "../read/workload.ts";

export interface Source {
  readonly pod: string;
  readonly container: string;
}

export interface Sources {
  /** The pods to read, those of the newest revision first. */
  readonly read: readonly Source[];
  /** What there is besides: too many, or without the container that was asked for. */
  readonly unread: readonly { readonly pod: string; readonly reason: string }[];
  readonly container: string;
  readonly others: readonly string[];
}

const KINDS = ["Deployment", "StatefulSet", "DaemonSet", "ReplicaSet", "Job", "Pod"];

/** A DaemonSet may have a pod on each of a thousand nodes; nobody reads so many at once. */
const MOST = 50;

export async function sourcesOf(person: Session, discovery: Discovery, query: LogQuery): Promise<Sources> {
  const { target, namespace } = query;
  const workload = await findWorkload(person, discovery, target, namespace, KINDS);
  const pods = workload.kind === "Pod" ? [workload] : await podsOf(person, discovery, workload, namespace);
  return choose(newestFirst(pods), query);
}

async function podsOf(
  person: Session,
  discovery: Discovery,
  { spec }: KubeObject,
  namespace: string,
): Promise<readonly KubeObject[]> {
  const labels = selectorQuery(spec?.selector ?? {});
  return labels === "" ? [] : listObjects(person, await discovery.find("pods"), { namespace, labels });
}

/** Pods of one ReplicaSet share a template hash: the ReplicaSet with the newest pod comes first, whole. */
function newestFirst(pods: readonly KubeObject[]): readonly KubeObject[] {
  const created = ({ metadata }: KubeObject) => Date.parse(metadata.creationTimestamp ?? "") || 0;
  const sorted = pods.toSorted((a, b) => created(b) - created(a));
  const revisions = Map.groupBy(sorted, ({ metadata }) => metadata.labels?.["pod-template-hash"]);
  return [...revisions.values()].flat();
}

function choose(pods: readonly KubeObject[], { container, namespace }: LogQuery): Sources {
  const having = pods.filter((pod) => container === undefined || containersOf(pod).includes(container));
  const [first] = having;
  if (!first && pods[0]) {
    const known = containersOf(pods[0]);
    const near = nearest(container ?? "", known);
    const what = `container ${quoted(container ?? "")}`;
    throw new Failure("not-found", { what, namespace, near: near.length > 0 ? near : known });
  }
  const chosen = first ? (container ?? usual(first)) : "";
  return {
    read: having.slice(0, MOST).map((pod) => ({ pod: pod.metadata.name, container: container ?? usual(pod) })),
    unread: [
      ...having.slice(MOST).map((pod) => ({ pod: pod.metadata.name, reason: `only the ${MOST} newest pods are read` })),
      ...pods
        .filter((pod) => !having.includes(pod))
        .map((pod) => ({ pod: pod.metadata.name, reason: `it has no container ${container}` })),
    ],
    container: chosen,
    others: first ? containersOf(first).filter((name) => name !== chosen) : [],
  };
}

/** As kubectl chooses: the one that the annotation names, else the first. */
function usual(pod: KubeObject): string {
  const named = pod.metadata.annotations?.["kubectl.kubernetes.io/default-container"];
  const all = containersOf(pod);
  return named !== undefined && all.includes(named) ? named : (all[0] ?? "");
}

const containersOf = ({ spec = {} }: KubeObject): readonly string[] =>
  [...(spec.containers ?? []), ...(spec.initContainers ?? []), ...(spec.ephemeralContainers ?? [])].map(
    (container: { readonly name: string }) => container.name,
  );
