/** What a workload lives among, as far as the person who asks may read it. */
import type { KubeObject } from "../kubernetes/object.ts";
import type { Surroundings } from "../kubernetes/practices/index.ts";
import type { Query } from "./cluster.ts";
import { type Permission, permissions, ROLLING } from "./command.ts";
import type { Context } from "./context.ts";
import { failedWith } from "./failure.ts";

/** What is read, by the words that people know. */
const LISTS = {
  networkPolicies: ["networkpolicies.networking.k8s.io", "network policies"],
  budgets: ["poddisruptionbudgets.policy", "PodDisruptionBudgets"],
  autoscalers: ["horizontalpodautoscalers.autoscaling", "autoscalers"],
  quotas: ["resourcequotas", "quotas"],
  nodes: ["nodes", "nodes"],
  vulnerabilities: ["vulnerabilityreports.aquasecurity.github.io", "vulnerability reports"],
} as const;

/** Who watches over signatures: one of them, or none. */
const SIGNATURES = ["clusterimagepolicies.policy.sigstore.dev", "clusterpolicies.kyverno.io", "policies.kyverno.io"];

/** What a command that holds workloads against practices has to declare. */
export const SURVEYING: readonly Permission[] = [
  "get namespaces",
  ...permissions("list", ...ROLLING, "nodes", ...Object.values(LISTS).map(([word]) => word), ...SIGNATURES),
];

export interface Surveyed {
  readonly around: Surroundings;
  /** What could not be read for lack of rights: nothing is said about it. */
  readonly unread: readonly string[];
}

/** @throws Failure for anything but a missing right or a kind that the cluster does not have */
export async function surroundings(ctx: Context, namespace: string): Promise<Surveyed> {
  const unread: string[] = [];
  const may = async <T>(what: string, read: () => Promise<T>): Promise<T | undefined> => {
    try {
      return await read();
    } catch (error) {
      if (failedWith(error, "unknown-kind")) return undefined; // Trivy Operator is not everywhere
      if (!failedWith(error, "forbidden") && !failedWith(error, "kind-not-served")) throw error;
      unread.push(what);
      return undefined;
    }
  };
  const list = ([word, inWords]: readonly [string, string]) =>
    may(inWords, async (): Promise<readonly KubeObject[]> => {
      const kind = await ctx.cluster.kind(word);
      ctx.readable(kind);
      const query: Query = kind.namespaced ? { namespace } : {};
      return ctx.cluster.list(kind, query);
    });
  const [space, networkPolicies, budgets, autoscalers, quotas, nodes, vulnerabilities, ...signatures] =
    await Promise.all([
      may("the namespace", async () => ctx.cluster.get(await ctx.cluster.kind("namespaces"), undefined, namespace)),
      list(LISTS.networkPolicies),
      list(LISTS.budgets),
      list(LISTS.autoscalers),
      list(LISTS.quotas),
      list(LISTS.nodes),
      list(LISTS.vulnerabilities),
      ...SIGNATURES.map(async (word) => list([word, "signature policies"])),
    ]);
  // A policy that may not be read could be the one that names an image: nothing is concluded from the others then.
  const signaturePolicies = unread.includes("signature policies")
    ? undefined
    : signatures.flatMap((some) => some ?? []);
  const lists = { networkPolicies, budgets, autoscalers, quotas, nodes, vulnerabilities, signaturePolicies };
  return { around: { namespace: space, ...lists }, unread: [...new Set(unread)] };
}
