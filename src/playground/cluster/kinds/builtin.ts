import type { Kind, ScalePaths, Subresource } from "./kind.ts";

const ALL_VERBS = ["create", "delete", "deletecollection", "get", "list", "patch", "update", "watch"] as const;
const REPLICAS: ScalePaths = { specReplicasPath: ".spec.replicas", statusReplicasPath: ".status.replicas" };

interface Row extends Partial<Omit<Kind, "group" | "version" | "kind" | "subresources">> {
  readonly all?: boolean;
  /** Subresources beside status and scale, with their verbs. `kind` is what they answer with, if it is not the kind itself. */
  readonly more?: Readonly<Record<string, { verbs: string; kind?: string; group?: string; version?: string }>>;
}

export function define(groupVersion: string, rows: Readonly<Record<string, Row>>): readonly Kind[] {
  const [version = "", group = ""] = groupVersion.split("/").toReversed();
  return Object.entries(rows).map(([kind, { all = false, more = {}, ...row }]) => {
    const singular = row.singular ?? kind.toLowerCase();
    const own = { group: "", version: "", kind };
    const subresources: Subresource[] = Object.entries(more).map(([name, sub]) => ({
      name,
      verbs: sub.verbs.split(" "),
      responseKind: { group: sub.group ?? "", version: sub.version ?? "", kind: sub.kind ?? kind },
    }));
    const verbs = ["get", "patch", "update"];
    if (row.scale) {
      subresources.push({ name: "scale", verbs, responseKind: { group: "autoscaling", version: "v1", kind: "Scale" } });
    }
    if (row.hasStatus) subresources.push({ name: "status", verbs, responseKind: own });
    subresources.sort((a, b) => (a.name < b.name ? -1 : 1));
    return {
      group,
      version,
      kind,
      singular,
      plural: `${singular}s`,
      shortNames: [],
      namespaced: true,
      verbs: ALL_VERBS,
      key: kind,
      hasGeneration: false,
      hasStatus: false,
      ...row,
      categories: row.categories ?? (all ? ["all"] : []),
      subresources,
    };
  });
}

const PROXY = { verbs: "create delete get patch update" };
const STREAM = { verbs: "create get" };
const CREATE_ONLY = { verbs: ["create"], namespaced: false };

/** The kinds that every cluster serves, in the order of the API server's own discovery. */
export const builtinKinds: readonly Kind[] = [
  ...define("v1", {
    ConfigMap: { shortNames: ["cm"] },
    Event: { shortNames: ["ev"] },
    LimitRange: { shortNames: ["limits"] },
    Namespace: {
      shortNames: ["ns"],
      namespaced: false,
      // A collection of namespaces cannot be deleted in one request, in the API server neither.
      verbs: ALL_VERBS.filter((verb) => verb !== "deletecollection"),
      hasStatus: true,
      more: { finalize: { verbs: "update" } },
    },
    Node: {
      shortNames: ["no"],
      namespaced: false,
      hasStatus: true,
      more: { proxy: { ...PROXY, kind: "NodeProxyOptions" } },
    },
    PersistentVolumeClaim: { shortNames: ["pvc"], hasStatus: true },
    Pod: {
      shortNames: ["po"],
      all: true,
      hasGeneration: true,
      hasStatus: true,
      more: {
        attach: { ...STREAM, kind: "PodAttachOptions" },
        binding: { verbs: "create", kind: "Binding" },
        ephemeralcontainers: { verbs: "get patch update" },
        eviction: { verbs: "create", group: "policy", version: "v1", kind: "Eviction" },
        exec: { ...STREAM, kind: "PodExecOptions" },
        log: { verbs: "get" },
        portforward: { ...STREAM, kind: "PodPortForwardOptions" },
        proxy: { ...PROXY, kind: "PodProxyOptions" },
        resize: { verbs: "get patch update" },
      },
    },
    ResourceQuota: { shortNames: ["quota"], hasStatus: true },
    Secret: {},
    ServiceAccount: {
      shortNames: ["sa"],
      more: { token: { verbs: "create", group: "authentication.k8s.io", version: "v1", kind: "TokenRequest" } },
    },
    Service: {
      shortNames: ["svc"],
      all: true,
      hasStatus: true,
      more: { proxy: { ...PROXY, kind: "ServiceProxyOptions" } },
    },
  }),
  ...define("apps/v1", {
    ControllerRevision: {},
    DaemonSet: { shortNames: ["ds"], all: true, hasGeneration: true, hasStatus: true },
    Deployment: { shortNames: ["deploy"], all: true, hasGeneration: true, hasStatus: true, scale: REPLICAS },
    ReplicaSet: { shortNames: ["rs"], all: true, hasGeneration: true, hasStatus: true, scale: REPLICAS },
    StatefulSet: { shortNames: ["sts"], all: true, hasGeneration: true, hasStatus: true, scale: REPLICAS },
  }),
  ...define("events.k8s.io/v1", { Event: { shortNames: ["ev"] } }),
  ...define("authentication.k8s.io/v1", { SelfSubjectReview: CREATE_ONLY }),
  ...define("authorization.k8s.io/v1", {
    SelfSubjectAccessReview: CREATE_ONLY,
    SelfSubjectRulesReview: CREATE_ONLY,
    SubjectAccessReview: CREATE_ONLY,
  }),
  ...define("autoscaling/v2", {
    HorizontalPodAutoscaler: { shortNames: ["hpa"], all: true, hasGeneration: true, hasStatus: true },
  }),
  ...define("batch/v1", {
    CronJob: { shortNames: ["cj"], all: true, hasGeneration: true, hasStatus: true },
    Job: { all: true, hasGeneration: true, hasStatus: true },
  }),
  ...define("networking.k8s.io/v1", {
    Ingress: { plural: "ingresses", shortNames: ["ing"], hasGeneration: true, hasStatus: true },
    NetworkPolicy: { plural: "networkpolicies", shortNames: ["netpol"], hasGeneration: true },
  }),
  ...define("policy/v1", { PodDisruptionBudget: { shortNames: ["pdb"], hasGeneration: true, hasStatus: true } }),
  ...define("rbac.authorization.k8s.io/v1", {
    ClusterRoleBinding: { namespaced: false },
    ClusterRole: { namespaced: false },
    RoleBinding: {},
    Role: {},
  }),
  ...define("apiextensions.k8s.io/v1", {
    CustomResourceDefinition: {
      shortNames: ["crd", "crds"],
      categories: ["api-extensions"],
      namespaced: false,
      hasGeneration: true,
      hasStatus: true,
    },
  }),
];
