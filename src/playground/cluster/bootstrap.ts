import type { Rule } from "./access/rbac.ts";
import { AUTHENTICATED, MASTERS, UNAUTHENTICATED } from "./access/user.ts";
import type { NewObject } from "./controllers/controller.ts";
import type { ObjectStore } from "./storage/store.ts";

const RBAC = "rbac.authorization.k8s.io";
const HEALTH = ["/healthz", "/livez", "/readyz", "/version", "/version/"];
const DISCOVERY = [
  "/api",
  "/api/*",
  "/apis",
  "/apis/*",
  "/healthz",
  "/livez",
  "/openapi",
  "/openapi/*",
  "/readyz",
  "/version",
  "/version/",
];

const WORKLOADS = [
  "daemonsets",
  "deployments",
  "deployments/scale",
  "replicasets",
  "replicasets/scale",
  "statefulsets",
  "statefulsets/scale",
];
const CORE = ["configmaps", "events", "persistentvolumeclaims", "pods", "services", "serviceaccounts"];

/** What namespace users may see, and change, in the default roles `view`, `edit` and `admin`. */
const NAMESPACED: readonly (readonly [group: string, resources: readonly string[]])[] = [
  ["", CORE],
  ["apps", WORKLOADS],
  ["autoscaling", ["horizontalpodautoscalers"]],
  ["batch", ["cronjobs", "jobs"]],
  ["networking.k8s.io", ["ingresses", "networkpolicies"]],
  ["policy", ["poddisruptionbudgets"]],
];

const READ = ["get", "list", "watch"];
const WRITE = ["create", "delete", "deletecollection", "patch", "update"];

const over = (verbs: readonly string[]): Rule[] =>
  NAMESPACED.map(([group, resources]) => ({ apiGroups: [group], resources, verbs }));

const view: readonly Rule[] = [
  ...over(READ),
  {
    apiGroups: [""],
    resources: ["limitranges", "namespaces", "pods/log", "pods/status", "resourcequotas"],
    verbs: READ,
  },
  { apiGroups: ["apps"], resources: ["controllerrevisions"], verbs: READ },
];

const edit: readonly Rule[] = [
  ...view,
  ...over(WRITE),
  { apiGroups: [""], resources: ["secrets"], verbs: [...READ, ...WRITE] },
  { apiGroups: [""], resources: ["pods/eviction"], verbs: ["create"] },
];

const ROLES: Readonly<Record<string, { readonly rules: readonly Rule[]; readonly groups?: readonly string[] }>> = {
  "cluster-admin": {
    rules: [
      { apiGroups: ["*"], resources: ["*"], verbs: ["*"] },
      { nonResourceURLs: ["*"], verbs: ["*"] },
    ],
    groups: [MASTERS],
  },
  admin: { rules: [...edit, { apiGroups: [RBAC], resources: ["rolebindings", "roles"], verbs: [...READ, ...WRITE] }] },
  edit: { rules: edit },
  view: { rules: view },
  "system:discovery": {
    rules: [{ nonResourceURLs: DISCOVERY, verbs: ["get"] }],
    groups: [AUTHENTICATED],
  },
  "system:basic-user": {
    rules: [
      {
        apiGroups: ["authorization.k8s.io"],
        resources: ["selfsubjectaccessreviews", "selfsubjectrulesreviews"],
        verbs: ["create"],
      },
      { apiGroups: ["authentication.k8s.io"], resources: ["selfsubjectreviews"], verbs: ["create"] },
    ],
    groups: [AUTHENTICATED],
  },
  "system:public-info-viewer": {
    rules: [{ nonResourceURLs: HEALTH, verbs: ["get"] }],
    groups: [AUTHENTICATED, UNAUTHENTICATED],
  },
};

const DEFAULTS = {
  labels: { "kubernetes.io/bootstrapping": "rbac-defaults" },
  annotations: { "rbac.authorization.kubernetes.io/autoupdate": "true" },
};

/** What is in every new cluster before anybody touches it. */
export function bootstrap(store: ObjectStore): void {
  for (const name of ["default", "kube-system", "kube-public", "kube-node-lease"]) {
    store.create({ apiVersion: "v1", kind: "Namespace", metadata: { name } });
  }
  for (const [name, { rules, groups = [] }] of Object.entries(ROLES)) {
    store.create(clusterRole(name, rules));
    if (groups.length > 0) store.create(clusterRoleBinding(name, groups));
  }
}

const clusterRole = (name: string, rules: readonly Rule[]): NewObject => ({
  apiVersion: `${RBAC}/v1`,
  kind: "ClusterRole",
  metadata: { name, ...DEFAULTS },
  rules,
});

const clusterRoleBinding = (name: string, groups: readonly string[]): NewObject => ({
  apiVersion: `${RBAC}/v1`,
  kind: "ClusterRoleBinding",
  metadata: { name, ...DEFAULTS },
  roleRef: { apiGroup: RBAC, kind: "ClusterRole", name },
  subjects: groups.map((group) => ({ apiGroup: RBAC, kind: "Group", name: group })),
});
