import type { NewObject } from "../cluster/controllers/controller.ts";

interface Rule {
  apiGroups: string[];
  resources: string[];
  verbs: string[];
}

const read = ["get", "list", "watch"];
const write = ["create", "update", "patch", "delete"];

/** Who may do what. Alice develops, Omar is on call, Petra runs the platform; everybody may look at everything but Secrets. */
export function access(): NewObject[] {
  return [
    clusterRole("viewer", [
      {
        apiGroups: [""],
        resources: [
          "configmaps",
          "endpoints",
          "events",
          "limitranges",
          "namespaces",
          "nodes",
          "persistentvolumeclaims",
          "persistentvolumes",
          "pods",
          "pods/log",
          "resourcequotas",
          "serviceaccounts",
          "services",
        ],
        verbs: read,
      },
      {
        apiGroups: [
          "apiextensions.k8s.io",
          "apps",
          "autoscaling",
          "batch",
          "discovery.k8s.io",
          "events.k8s.io",
          "metrics.k8s.io",
          "networking.k8s.io",
          "policy",
          "rbac.authorization.k8s.io",
          "storage.example.com",
        ],
        resources: ["*"],
        verbs: read,
      },
    ]),
    clusterRole("developer", [
      {
        apiGroups: ["apps"],
        resources: [
          "deployments",
          "deployments/scale",
          "statefulsets",
          "statefulsets/scale",
          "daemonsets",
          "replicasets",
        ],
        verbs: write,
      },
      { apiGroups: [""], resources: ["configmaps", "pods", "services"], verbs: write },
      { apiGroups: ["autoscaling"], resources: ["horizontalpodautoscalers"], verbs: write },
      { apiGroups: ["batch"], resources: ["cronjobs", "jobs"], verbs: write },
      { apiGroups: ["storage.example.com"], resources: ["backups"], verbs: write },
    ]),
    clusterRole("on-call", [
      { apiGroups: [""], resources: ["nodes"], verbs: ["patch"] },
      { apiGroups: [""], resources: ["pods/eviction"], verbs: ["create"] },
    ]),
    clusterRole("platform-owner", [{ apiGroups: ["*"], resources: ["*"], verbs: ["*"] }]),
    clusterRoleBinding("everyone-views", "viewer", "everyone"),
    roleBinding("shop", "developers-develop", "developer", "developers"),
    roleBinding("staging", "developers-develop", "developer", "developers"),
    clusterRoleBinding("on-call-develops", "developer", "oncall"),
    clusterRoleBinding("on-call-is-on-call", "on-call", "oncall"),
    clusterRoleBinding("platform-owns", "platform-owner", "platform"),
  ];
}

const rbac = "rbac.authorization.k8s.io";

function clusterRole(name: string, rules: Rule[]): NewObject {
  return { apiVersion: `${rbac}/v1`, kind: "ClusterRole", metadata: { name }, rules };
}

function clusterRoleBinding(name: string, role: string, group: string): NewObject {
  return { apiVersion: `${rbac}/v1`, kind: "ClusterRoleBinding", metadata: { name }, ...grant(role, group) };
}

function roleBinding(namespace: string, name: string, role: string, group: string): NewObject {
  return { apiVersion: `${rbac}/v1`, kind: "RoleBinding", metadata: { name, namespace }, ...grant(role, group) };
}

function grant(role: string, group: string) {
  return {
    roleRef: { apiGroup: rbac, kind: "ClusterRole", name: role },
    subjects: [{ apiGroup: rbac, kind: "Group", name: group }],
  };
}
