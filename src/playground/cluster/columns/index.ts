import type { Kind } from "../kinds/kind.ts";
import { horizontalPodAutoscalerPrinter } from "./autoscaler.ts";
import { clusterRoleBindingPrinter, roleBindingPrinter } from "./bindings.ts";
import { claimPrinter } from "./claims.ts";
import type { Printer } from "./column.ts";
import { configMapPrinter, namespacePrinter, secretPrinter, serviceAccountPrinter } from "./core.ts";
import { customPrinter } from "./custom.ts";
import { customResourceDefinitionPrinter } from "./custom-definitions.ts";
import { eventPrinter } from "./events.ts";
import { cronJobPrinter, jobPrinter } from "./jobs.ts";
import { podDisruptionBudgetPrinter, resourceQuotaPrinter } from "./limits.ts";
import { ingressPrinter, networkPolicyPrinter, servicePrinter } from "./networking.ts";
import { nodePrinter } from "./nodes.ts";
import { plainPrinter } from "./plain.ts";
import { podPrinter } from "./pods.ts";
import {
  controllerRevisionPrinter,
  daemonSetPrinter,
  deploymentPrinter,
  replicaSetPrinter,
  statefulSetPrinter,
} from "./workloads.ts";

const PRINTERS: Readonly<Record<string, Printer>> = {
  ClusterRoleBinding: clusterRoleBindingPrinter,
  ConfigMap: configMapPrinter,
  ControllerRevision: controllerRevisionPrinter,
  CronJob: cronJobPrinter,
  CustomResourceDefinition: customResourceDefinitionPrinter,
  DaemonSet: daemonSetPrinter,
  Deployment: deploymentPrinter,
  Event: eventPrinter,
  HorizontalPodAutoscaler: horizontalPodAutoscalerPrinter,
  Ingress: ingressPrinter,
  Job: jobPrinter,
  Namespace: namespacePrinter,
  NetworkPolicy: networkPolicyPrinter,
  Node: nodePrinter,
  PersistentVolumeClaim: claimPrinter,
  Pod: podPrinter,
  PodDisruptionBudget: podDisruptionBudgetPrinter,
  ReplicaSet: replicaSetPrinter,
  ResourceQuota: resourceQuotaPrinter,
  RoleBinding: roleBindingPrinter,
  Secret: secretPrinter,
  Service: servicePrinter,
  ServiceAccount: serviceAccountPrinter,
  StatefulSet: statefulSetPrinter,
};

const customPrinters = new WeakMap<Kind, Printer>();

export function printerFor(kind: Kind): Printer {
  if (!kind.custom) return PRINTERS[kind.key] ?? plainPrinter;
  let printer = customPrinters.get(kind);
  if (!printer) customPrinters.set(kind, (printer = customPrinter(kind.custom)));
  return printer;
}
