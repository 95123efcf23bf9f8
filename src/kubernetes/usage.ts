/** What pods use, beside what they ask for and what they may. Pure: from the objects of two lists. */
import type { KubeObject } from "./object.ts";
import { cores, mebibytes, quantity } from "./quantity.ts";

/** CPU in cores, memory in bytes. */
export interface Amount {
  readonly cpu: number;
  readonly memory: number;
}

export interface Usage {
  /** The pod, or the workload that it belongs to. */
  readonly name: string;
  readonly namespace: string;
  readonly pods: number;
  readonly used: Amount;
  readonly requested: Amount;
  /** 0 where any container has none: then there is no limit. */
  readonly limited: Amount;
}

interface Container {
  readonly resources?: {
    readonly requests?: Readonly<Record<string, string>>;
    readonly limits?: Readonly<Record<string, string>>;
  };
  readonly usage?: Readonly<Record<string, string>>;
}

/** Pods that metrics know of, in the order of the metrics. Those that have just started are not among them yet. */
export function usageOfPods(pods: readonly KubeObject[], metrics: readonly KubeObject[]): readonly Usage[] {
  const key = ({ metadata }: KubeObject) => `${metadata.namespace}/${metadata.name}`;
  const known = new Map(pods.map((pod) => [key(pod), pod]));
  return metrics.flatMap((one) => {
    const pod = known.get(key(one));
    if (!pod) return [];
    const containers: readonly Container[] = pod["spec"]?.containers ?? [];
    const used: readonly Container[] = one["containers"] ?? [];
    const { name, namespace = "" } = pod.metadata;
    return [
      {
        ...{ name, namespace, pods: 1 },
        used: sum(used.map(({ usage }) => amount(usage))),
        requested: sum(containers.map(({ resources }) => amount(resources?.requests))),
        limited: capped(containers.map(({ resources }) => amount(resources?.limits))),
      },
    ];
  });
}

/** The same by workload: a Deployment's pods carry its name and the hash of their template. */
export function usageOfWorkloads(pods: readonly KubeObject[], metrics: readonly KubeObject[]): readonly Usage[] {
  const owners = new Map(pods.map((pod) => [`${pod.metadata.namespace}/${pod.metadata.name}`, workloadOf(pod)]));
  const found = new Map<string, Usage>();
  for (const one of usageOfPods(pods, metrics)) {
    const name = owners.get(`${one.namespace}/${one.name}`) ?? one.name;
    const key = `${one.namespace}/${name}`;
    const before = found.get(key);
    found.set(key, before ? together(before, one) : { ...one, name });
  }
  return [...found.values()];
}

const SHORT: Readonly<Record<string, string>> = { StatefulSet: "sts", DaemonSet: "ds", Job: "job", ReplicaSet: "rs" };

function workloadOf({ metadata }: KubeObject): string {
  const owner = metadata.ownerReferences?.find(({ controller }) => controller);
  if (!owner) return `pod/${metadata.name}`;
  const hash = metadata.labels?.["pod-template-hash"];
  if (owner.kind === "ReplicaSet" && hash !== undefined && owner.name.endsWith(`-${hash}`))
    return `deploy/${owner.name.slice(0, -hash.length - 1)}`;
  return `${SHORT[owner.kind] ?? owner.kind.toLowerCase()}/${owner.name}`;
}

const amount = (resources: Readonly<Record<string, string>> = {}): Amount => ({
  cpu: quantity(resources["cpu"]),
  memory: quantity(resources["memory"]),
});

const sum = (all: readonly Amount[]): Amount =>
  all.reduce((total, { cpu, memory }) => ({ cpu: total.cpu + cpu, memory: total.memory + memory }), {
    cpu: 0,
    memory: 0,
  });

/** One container without a limit may use all that the node has. */
const capped = (limits: readonly Amount[]): Amount => ({
  cpu: limits.some(({ cpu }) => cpu === 0) ? 0 : sum(limits).cpu,
  memory: limits.some(({ memory }) => memory === 0) ? 0 : sum(limits).memory,
});

function together(a: Usage, b: Usage): Usage {
  const limited = {
    cpu: a.limited.cpu === 0 || b.limited.cpu === 0 ? 0 : a.limited.cpu + b.limited.cpu,
    memory: a.limited.memory === 0 || b.limited.memory === 0 ? 0 : a.limited.memory + b.limited.memory,
  };
  const [used, requested] = [sum([a.used, b.used]), sum([a.requested, b.requested])];
  return { ...a, pods: a.pods + b.pods, used, requested, limited };
}

/** A share in whole percent, "–" of nothing. */
export const share = (part: number, of: number): string => (of > 0 ? `${Math.round((part / of) * 100)}%` : "–");

/** Nearer to its memory limit than this, the next peak is the end of a container. */
const NEARLY_FULL = 0.9;
/** A pod that asks for more than this many cores and uses a quarter of it keeps others off the node for nothing. */
const WORTH_SAYING = 0.1;

/** What stands out, with the numbers behind it. One look is no day: it names what to look at, not what to set. */
export function hints({ name, pods, used, requested, limited }: Usage): readonly string[] {
  const each = (value: number) => value / pods;
  const found: string[] = [];
  if (limited.memory > 0 && used.memory / limited.memory >= NEARLY_FULL)
    found.push(
      `${name} uses ${mebibytes(each(used.memory))} of memory a pod and may use ${mebibytes(each(limited.memory))}: a little more, and its containers are killed.`,
    );
  if (requested.cpu > 0 && used.cpu > requested.cpu)
    found.push(
      `${name} uses ${cores(each(used.cpu))} CPU a pod and asks for ${cores(each(requested.cpu))}: on a busy node it would get no more than that.`,
    );
  if (each(requested.cpu) >= WORTH_SAYING && used.cpu < requested.cpu / 4)
    found.push(
      `${name} asks for ${cores(each(requested.cpu))} CPU a pod and uses ${cores(each(used.cpu))} now: see what it uses on its busiest day before you ask for less.`,
    );
  if (requested.cpu === 0 || requested.memory === 0)
    found.push(
      `${name} asks for no ${requested.cpu === 0 ? "CPU" : "memory"}: the scheduler puts it anywhere, and it goes first when a node is full.`,
    );
  return found;
}
