import type { KubeObject } from "../object.ts";
import { quantity } from "../quantity.ts";
import { matches } from "../selector.ts";
import { labelsOf, type Practice } from "./practice.ts";

const workload = { about: "workload" } as const;
const replicasOf = ({ spec }: KubeObject): number => spec?.replicas ?? 1;

export const keepsAllPods: Practice = {
  ...{ id: "no-pod-less", section: "3.2", risk: 2, ...workload },
  look: ({ kind, spec }) => {
    if (kind !== "Deployment") return undefined;
    const { type = "RollingUpdate", rollingUpdate = {} } = spec?.strategy ?? {};
    if (type !== "RollingUpdate") return `is updated by ${type}: it is away for as long as the new pods take to start`;
    const less: string | number = rollingUpdate.maxUnavailable ?? "25%";
    if (quantity(String(less).replace("%", "")) === 0) return "";
    return `may have ${less} of its pods missing during an update: maxUnavailable 0 keeps all of them`;
  },
};

export const severalPods: Practice = {
  ...{ id: "several-pods", section: "1.2", risk: 2, ...workload },
  look: (object) => {
    if (object.kind === "DaemonSet" || replicasOf(object) === 0) return undefined;
    return replicasOf(object) > 1 ? "" : "runs one pod: it is away whenever that one is moved or replaced";
  },
};

export const budget: Practice = {
  ...{ id: "disruption-budget", section: "3.2", risk: 1, ...workload },
  look: (object, { budgets }) => {
    if (!budgets || object.kind === "DaemonSet" || replicasOf(object) < 2) return undefined;
    const covered = budgets.some(({ spec }) => matches(spec?.selector, labelsOf(object)));
    return covered ? "" : "has no PodDisruptionBudget: draining nodes may take all of its pods at once";
  },
};

export const autoscaler: Practice = {
  ...{ id: "autoscaler", section: "1.2", risk: 1, ...workload },
  look: (object, { autoscalers }) => {
    if (!autoscalers || object.kind !== "Deployment") return undefined;
    const own = autoscalers.some(
      ({ spec }) => spec?.scaleTargetRef?.kind === object.kind && spec.scaleTargetRef.name === object.metadata.name,
    );
    return own ? "" : "has no autoscaler: somebody has to be awake when the load grows";
  },
};
