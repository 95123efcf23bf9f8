/** Who may do what, where. Pure: the same facts always give the same verdict, so it is tested as a table. */
import type { Risk } from "./command.ts";

export type Effect = "allow" | "confirm" | "deny";

export interface Rule {
  readonly effect: Effect;
  readonly risks: readonly Risk[];
  /** Exact names, or "*". A request without a namespace concerns the whole cluster: only "*" covers it. */
  readonly clusters: readonly string[];
  readonly namespaces: readonly string[];
  /** Kubernetes groups of the person, or "*". */
  readonly groups: readonly string[];
}

export interface Policy {
  readonly rules: readonly Rule[];
  /** False: no policy was configured and `rules` are the built-in ones; `whoami` says so. */
  readonly configured: boolean;
}

/** With no policy in the configuration: look freely, change after a confirmation, destroy nothing. */
export const builtIn: Policy = {
  configured: false,
  rules: [
    { effect: "allow", risks: ["read"], clusters: ["*"], namespaces: ["*"], groups: ["*"] },
    { effect: "confirm", risks: ["change"], clusters: ["*"], namespaces: ["*"], groups: ["*"] },
  ],
};

export interface Facts {
  readonly risk: Risk;
  readonly cluster: string;
  /** Undefined: the whole cluster, or nothing in it. */
  readonly namespace: string | undefined;
  readonly groups: readonly string[];
}

/** The first rule that matches decides; if none does, the answer is no. */
export function decide({ rules }: Policy, { risk, cluster, namespace, groups }: Facts): Effect {
  const covers = (list: readonly string[], item: string | undefined) =>
    list.includes("*") || (item !== undefined && list.includes(item));
  const rule = rules.find(
    (r) =>
      r.risks.includes(risk) &&
      covers(r.clusters, cluster) &&
      covers(r.namespaces, namespace) &&
      (r.groups.includes("*") || groups.some((g) => r.groups.includes(g))),
  );
  return rule?.effect ?? "deny";
}
