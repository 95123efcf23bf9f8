import type { Kind } from "../kinds/kind.ts";
import type { Printer } from "./column.ts";
import * as core from "./core.ts";
import { customPrinter } from "./custom.ts";
import * as others from "./others.ts";
import { podPrinter } from "./pods.ts";
import * as workloads from "./workloads.ts";

const PRINTERS: Readonly<Record<string, Printer>> = {
  Pod: podPrinter,
  Deployment: workloads.deploymentPrinter,
  ReplicaSet: workloads.replicaSetPrinter,
  StatefulSet: workloads.statefulSetPrinter,
  DaemonSet: workloads.daemonSetPrinter,
  Job: workloads.jobPrinter,
  CronJob: workloads.cronJobPrinter,
  ControllerRevision: workloads.controllerRevisionPrinter,
  Namespace: core.namespacePrinter,
  ConfigMap: core.configMapPrinter,
  Secret: core.secretPrinter,
  ServiceAccount: core.serviceAccountPrinter,
  Node: core.nodePrinter,
  Event: core.eventPrinter,
  Service: core.servicePrinter,
  PersistentVolumeClaim: core.claimPrinter,
  ResourceQuota: core.resourceQuotaPrinter,
  PodDisruptionBudget: core.podDisruptionBudgetPrinter,
  Ingress: others.ingressPrinter,
  NetworkPolicy: others.networkPolicyPrinter,
  HorizontalPodAutoscaler: others.horizontalPodAutoscalerPrinter,
  RoleBinding: others.roleBindingPrinter,
  ClusterRoleBinding: others.clusterRoleBindingPrinter,
  CustomResourceDefinition: others.customResourceDefinitionPrinter,
};

export const printerFor = ({ key, custom }: Kind): Printer =>
  custom ? customPrinter(custom) : (PRINTERS[key] ?? others.plainPrinter);
