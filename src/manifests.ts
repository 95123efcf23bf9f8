/**
 * What the bot's service account may do, read off the commands: nobody lists a permission twice, and none is forgotten.
 *
 * legacy: `impersonate` on named users and groups. It works on every Kubernetes; what the bot does as them is up to them.
 * constrained: Kubernetes 1.36 and newer (KEP-5284). The API server itself keeps the bot to what its commands declare,
 * whoever it acts as. Both name people where they can: who may impersonate anybody can do anything.
 */
import type { Settings } from "./config/index.ts";
import type { Command } from "./core/command.ts";

export interface Access {
  /**
   * Kubernetes users that the configuration maps people to. "any": it maps them by user group or e-mail address, and who
   * will come is not known; the groups below are then all that names somebody.
   */
  readonly users: readonly string[] | "any";
  readonly groups: readonly string[];
  /** Kinds that people may read, as "pods" or "deployments.apps": what "get *" and "list *" stand for. */
  readonly kinds: readonly string[];
}

/** What the configuration asks for. */
export function accessOf({ people, kinds }: Pick<Settings, "people" | "kinds">): Access {
  const { users, userGroups, email } = people;
  const entries = [...Object.values(users), ...Object.values(userGroups), ...(email ? [email] : [])];
  const byRule = email !== undefined || Object.keys(userGroups).length > 0;
  return {
    users: byRule ? "any" : sorted(Object.values(users).map(({ user }) => user)),
    groups: sorted(entries.flatMap(({ groups }) => groups)),
    kinds: kinds ?? READABLE,
  };
}

const sorted = (names: readonly string[]): readonly string[] => [...new Set(names)].sort();

interface Rule {
  readonly apiGroups: readonly string[];
  readonly resources: readonly string[];
  readonly verbs: readonly string[];
  readonly resourceNames?: readonly string[];
}

/** The kinds that a fresh installation lets people read. Secrets are never among them. */
export const READABLE: readonly string[] = [
  ...["configmaps", "endpoints", "events", "limitranges", "namespaces", "nodes", "persistentvolumeclaims"],
  ...["persistentvolumes", "pods", "replicationcontrollers", "resourcequotas", "serviceaccounts", "services"],
  ...["controllerrevisions.apps", "daemonsets.apps", "deployments.apps", "replicasets.apps", "statefulsets.apps"],
  ...["cronjobs.batch", "jobs.batch", "horizontalpodautoscalers.autoscaling", "poddisruptionbudgets.policy"],
  ...["ingresses.networking.k8s.io", "ingressclasses.networking.k8s.io", "networkpolicies.networking.k8s.io"],
  ...["endpointslices.discovery.k8s.io", "storageclasses.storage.k8s.io", "priorityclasses.scheduling.k8s.io"],
  ...["customresourcedefinitions.apiextensions.k8s.io", "pods.metrics.k8s.io", "nodes.metrics.k8s.io"],
];

/** @returns a ClusterRole and its binding to the service account kubemate/kubemate */
export function rbac(commands: readonly Command[], access: Access, form: "legacy" | "constrained"): readonly object[] {
  const impersonate = (apiGroup: string, verb: string): readonly Rule[] =>
    [
      { resource: "users", names: access.users },
      { resource: "groups", names: access.groups },
    ]
      // Without names a rule covers everybody, so nobody to name is no rule.
      .filter(({ names }) => names.length > 0)
      .map(({ resource, names }) => ({
        apiGroups: [apiGroup],
        resources: [resource],
        verbs: [verb],
        ...(names !== "any" && { resourceNames: names }),
      }));
  const rules =
    form === "legacy"
      ? impersonate("", "impersonate")
      : [...impersonate("authentication.k8s.io", "impersonate:user-info"), ...declared(commands, access.kinds)];
  const metadata = { name: "kubemate", labels: { "app.kubernetes.io/name": "kubemate" } };
  const apiVersion = "rbac.authorization.k8s.io/v1";
  return [
    { apiVersion, kind: "ClusterRole", metadata, rules },
    {
      apiVersion,
      kind: "ClusterRoleBinding",
      metadata,
      roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "ClusterRole", name: "kubemate" },
      subjects: [{ kind: "ServiceAccount", name: "kubemate", namespace: "kubemate" }],
    },
  ];
}

/** One rule for each API group and set of verbs, so that a person can read the role. */
function declared(commands: readonly Command[], kinds: readonly string[]): readonly Rule[] {
  const verbs = new Map<string, Set<string>>();
  for (const need of commands.flatMap((command) => command.needs)) {
    const [verb = "", what = ""] = need.split(" ");
    for (const resource of what === "*" ? kinds : [what]) {
      verbs.set(resource, (verbs.get(resource) ?? new Set()).add(`impersonate-on:user-info:${verb}`));
    }
  }
  const parts = [...verbs]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([what, allowed]) => ({ ...split(what), verbs: [...allowed].sort() }));
  return [...Map.groupBy(parts, (part) => JSON.stringify([part.group, part.verbs])).values()].map((same) => ({
    apiGroups: [same[0]?.group ?? ""],
    resources: same.map((part) => part.resource),
    verbs: same[0]?.verbs ?? [],
  }));
}

/** "deployments.apps/scale" → the group apps, the resource deployments/scale */
function split(what: string): { readonly group: string; readonly resource: string } {
  const [name = "", subresource] = what.split("/");
  const dot = name.indexOf(".");
  const plural = dot < 0 ? name : name.slice(0, dot);
  return { group: dot < 0 ? "" : name.slice(dot + 1), resource: subresource ? `${plural}/${subresource}` : plural };
}
