import { age } from "./age.ts";
import { ageColumn, column, fieldColumn, INTEGER, nameColumn, type Printer } from "./column.ts";
import { formatLabels, formatSelector, NONE } from "./format.ts";
import { containerCells, containerColumns, MORE, selectorColumn } from "./template.ts";

export const deploymentPrinter: Printer = {
  columns: () => [
    nameColumn(),
    column("Ready", "Number of the pod with ready state"),
    fieldColumn("Up-to-date", "V1DeploymentStatus", "updatedReplicas"),
    fieldColumn("Available", "V1DeploymentStatus", "availableReplicas"),
    ageColumn(),
    ...containerColumns(),
    selectorColumn(
      "Label selector for pods. Existing ReplicaSets whose pods are selected by this will be the ones affected by this deployment. It must match the pod template's labels.",
    ),
  ],
  cells: ({ metadata, spec, status = {} }, now) => [
    metadata.name,
    `${status.readyReplicas ?? 0}/${spec.replicas}`,
    status.updatedReplicas ?? 0,
    status.availableReplicas ?? 0,
    age(metadata.creationTimestamp, now),
    ...containerCells(spec.template.spec),
    formatSelector(spec.selector),
  ],
};

export const replicaSetPrinter: Printer = {
  columns: () => [
    nameColumn(),
    fieldColumn("Desired", "V1ReplicaSetSpec", "replicas", INTEGER),
    fieldColumn("Current", "V1ReplicaSetStatus", "replicas", INTEGER),
    fieldColumn("Ready", "V1ReplicaSetStatus", "readyReplicas", INTEGER),
    ageColumn(),
    ...containerColumns(),
    selectorColumn(
      `Selector is a label query over pods that should match the replica count. Label keys and values that must match in order to be controlled by this replica set. It must match the pod template's labels. ${MORE}`,
    ),
  ],
  cells: ({ metadata, spec, status = {} }, now) => [
    metadata.name,
    spec.replicas,
    status.replicas ?? 0,
    status.readyReplicas ?? 0,
    age(metadata.creationTimestamp, now),
    ...containerCells(spec.template?.spec),
    formatSelector(spec.selector),
  ],
};

export const statefulSetPrinter: Printer = {
  columns: () => [
    nameColumn(),
    column("Ready", "Number of the pod with ready state"),
    ageColumn(),
    ...containerColumns(),
  ],
  cells: ({ metadata, spec, status = {} }, now) => [
    metadata.name,
    `${status.readyReplicas ?? 0}/${spec.replicas}`,
    age(metadata.creationTimestamp, now),
    ...containerCells(spec.template.spec),
  ],
};

export const daemonSetPrinter: Printer = {
  columns: () => [
    nameColumn(),
    fieldColumn("Desired", "V1DaemonSetStatus", "desiredNumberScheduled", INTEGER),
    fieldColumn("Current", "V1DaemonSetStatus", "currentNumberScheduled", INTEGER),
    fieldColumn("Ready", "V1DaemonSetStatus", "numberReady", INTEGER),
    fieldColumn("Up-to-date", "V1DaemonSetStatus", "updatedNumberScheduled", INTEGER),
    fieldColumn("Available", "V1DaemonSetStatus", "numberAvailable", INTEGER),
    fieldColumn("Node Selector", "V1PodSpec", "nodeSelector"),
    ageColumn(),
    ...containerColumns(),
    selectorColumn(
      `A label query over pods that are managed by the daemon set. Must match in order to be controlled. It must match the pod template's labels. ${MORE}`,
    ),
  ],
  cells: ({ metadata, spec, status = {} }, now) => [
    metadata.name,
    status.desiredNumberScheduled ?? 0,
    status.currentNumberScheduled ?? 0,
    status.numberReady ?? 0,
    status.updatedNumberScheduled ?? 0,
    status.numberAvailable ?? 0,
    formatLabels(spec.template.spec.nodeSelector),
    age(metadata.creationTimestamp, now),
    ...containerCells(spec.template.spec),
    formatSelector(spec.selector),
  ],
};

export const controllerRevisionPrinter: Printer = {
  columns: () => [
    nameColumn(),
    column("Controller", "Controller of the object"),
    fieldColumn("Revision", "V1ControllerRevision", "revision"),
    ageColumn(),
  ],
  cells: ({ metadata, revision }, now) => {
    const owner = metadata.ownerReferences?.find(({ controller }) => controller);
    const group = owner?.apiVersion.split("/").at(-2);
    const kind = owner && (group ? `${owner.kind}.${group}` : owner.kind).toLowerCase();
    return [metadata.name, owner ? `${kind}/${owner.name}` : NONE, revision, age(metadata.creationTimestamp, now)];
  },
};
