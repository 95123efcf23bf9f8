import type { KubeObject } from "../controllers/controller.ts";
import type { Kind } from "../kinds/kind.ts";
import type { ObjectStore } from "../storage/store.ts";
import { fillHorizontalPodAutoscaler } from "./autoscaler.ts";
import type { Draft } from "./fill.ts";
import * as others from "./others.ts";
import { fillPod, fillPodSpec } from "./pod.ts";
import { fillService } from "./service.ts";
import { fillStatus } from "./status.ts";
import * as workloads from "./workloads.ts";

const DEFAULTS: Readonly<Record<string, (object: Draft, store: ObjectStore) => void>> = {
  Pod: (pod) => {
    fillPodSpec(pod.spec);
    fillPod(pod);
  },
  Deployment: workloads.fillDeployment,
  ReplicaSet: workloads.fillReplicaSet,
  StatefulSet: workloads.fillStatefulSet,
  DaemonSet: workloads.fillDaemonSet,
  Job: workloads.fillJob,
  CronJob: workloads.fillCronJob,
  Service: fillService,
  Namespace: others.fillNamespace,
  Node: others.fillNode,
  PersistentVolumeClaim: others.fillClaim,
  HorizontalPodAutoscaler: fillHorizontalPodAutoscaler,
  ResourceQuota: others.fillResourceQuota,
  LimitRange: others.fillLimitRange,
  Secret: others.fillSecret,
  Event: others.fillEvent,
  NetworkPolicy: others.fillNetworkPolicy,
  RoleBinding: others.fillBinding,
  ClusterRoleBinding: others.fillBinding,
  CustomResourceDefinition: others.fillCustomResourceDefinition,
};

/** Kinds whose fields lie beside their metadata. All others have a spec, if an empty one. */
const SPECLESS: ReadonlySet<string> = new Set([
  "ClusterRole",
  "ClusterRoleBinding",
  "ConfigMap",
  "ControllerRevision",
  "Event",
  "Role",
  "RoleBinding",
  "Secret",
  "ServiceAccount",
]);

/** Completes a draft as the API server would: what nobody wrote gets the documented default. */
export function applyDefaults({ key, custom }: Kind, draft: KubeObject, store: ObjectStore): void {
  if (!custom && !SPECLESS.has(key)) draft.spec ??= {};
  DEFAULTS[key]?.(draft, store);
  fillStatus(key, draft);
}
