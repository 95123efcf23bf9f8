import type { KubeObject } from "../object.ts";
import { matches } from "../selector.ts";
import { labelsOf, type Practice } from "./practice.ts";

export const networkPolicy: Practice = {
  ...{ id: "network-policy", section: "5.3", risk: 2, about: "workload" },
  look: (object, { networkPolicies }) => {
    if (!networkPolicies) return undefined;
    const covered = networkPolicies.some(({ spec }) => matches(spec?.podSelector ?? {}, labelsOf(object)));
    return covered ? "" : "is covered by no NetworkPolicy: every pod of the cluster may talk to it";
  },
};

export const vulnerabilities: Practice = {
  ...{ id: "vulnerabilities", section: "3.1", risk: 3, about: "workload" },
  look: (object, { vulnerabilities: reports }) => {
    const own = reports?.filter((report) => isAbout(report, object)) ?? [];
    if (own.length === 0) return undefined;
    const count = (severity: string) => own.reduce((sum, one) => sum + (one["report"]?.summary?.[severity] ?? 0), 0);
    const [critical, high] = [count("criticalCount"), count("highCount")];
    return critical + high === 0
      ? ""
      : `has images with ${critical} critical and ${high} high vulnerabilities, says Trivy`;
  },
};

/** Trivy Operator names what it looked at in labels: for a Deployment its ReplicaSet. */
function isAbout({ metadata }: KubeObject, { kind, metadata: { name } }: KubeObject): boolean {
  const about = metadata.labels?.["trivy-operator.resource.kind"];
  const named = metadata.labels?.["trivy-operator.resource.name"] ?? "";
  if (kind === "Deployment")
    return about === "ReplicaSet" && named.startsWith(`${name}-`) && /^[a-z0-9]+$/.test(named.slice(name.length + 1));
  return about === kind && named === name;
}

export const quota: Practice = {
  ...{ id: "resource-quota", section: "3.2", risk: 1, about: "namespace" },
  look: (_, { quotas }) =>
    quotas && (quotas.length > 0 ? "" : "has no ResourceQuota: one team's mistake may take the whole cluster's room"),
};

const LEVEL = "pod-security.kubernetes.io/enforce";

export const podSecurity: Practice = {
  ...{ id: "pod-security", section: "5.3", risk: 2, about: "namespace" },
  look: (_, { namespace }) => {
    if (!namespace) return undefined;
    const level = namespace.metadata.labels?.[LEVEL];
    if (level === "baseline" || level === "restricted") return "";
    return `enforces no Pod Security level: privileged pods are let in. The label ${LEVEL}=baseline keeps them out`;
  },
};

export const runtime: Practice = {
  ...{ id: "container-runtime", section: "4.1", risk: 2, about: "namespace" },
  look: (_, { nodes }) => {
    if (!nodes || nodes.length === 0) return undefined;
    const runtimes = nodes.map((node) => String(node["status"]?.nodeInfo?.containerRuntimeVersion ?? "unknown"));
    const others = [...new Set(runtimes.filter((one) => !/^(containerd|cri-o):/.test(one)))];
    return others.length === 0 ? "" : `runs on nodes with ${others.join(", ")}, neither containerd nor CRI-O`;
  },
};
