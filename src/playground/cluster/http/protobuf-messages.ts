/** A protobuf message: its fields by number, each with its name and, where that is not text, its type. */
export interface Message {
  readonly [number: number]: readonly [name: string, type?: FieldType];
}

/** A list is written as a list of one: its item's message. */
export type FieldType =
  | Message
  | readonly [Message]
  | "number"
  | "number-or-text"
  | "boolean"
  | "texts"
  | "map"
  | "bytes-map";

const objectMeta: Message = {
  1: ["name"],
  2: ["generateName"],
  3: ["namespace"],
  5: ["uid"],
  6: ["resourceVersion"],
  11: ["labels", "map"],
  12: ["annotations", "map"],
  13: [
    "ownerReferences",
    [
      {
        ...{ 1: ["kind"], 3: ["name"], 4: ["uid"], 5: ["apiVersion"] },
        ...{ 6: ["controller", "boolean"], 7: ["blockOwnerDeletion", "boolean"] },
      },
    ],
  ],
};

const metadata = ["metadata", objectMeta] as const;

const accessReview: Message = {
  1: [
    "resourceAttributes",
    { 1: ["namespace"], 2: ["verb"], 3: ["group"], 4: ["version"], 5: ["resource"], 6: ["subresource"], 7: ["name"] },
  ],
  2: ["nonResourceAttributes", { 1: ["path"], 2: ["verb"] }],
  3: ["user"],
  4: ["groups", "texts"],
};

const deleteOptions: Message = {
  1: ["gracePeriodSeconds", "number"],
  2: ["preconditions", { 1: ["uid"], 2: ["resourceVersion"] }],
  3: ["orphanDependents", "boolean"],
  4: ["propagationPolicy"],
  5: ["dryRun", "texts"],
};

const container: Message = {
  1: ["name"],
  2: ["image"],
  3: ["command", "texts"],
  4: ["args", "texts"],
  6: ["ports", [{ 1: ["name"], 3: ["containerPort", "number"], 4: ["protocol"] }]],
};

const template: Message = { 1: metadata, 2: ["spec", { 2: ["containers", [container]], 3: ["restartPolicy"] }] };

const deployment: Message = {
  1: ["replicas", "number"],
  2: ["selector", { 1: ["matchLabels", "map"] }],
  3: ["template", template],
};

const job: Message = { 6: ["template", template] };

const autoscaler: Message = {
  1: ["scaleTargetRef", { 1: ["kind"], 2: ["name"], 3: ["apiVersion"] }],
  2: ["minReplicas", "number"],
  3: ["maxReplicas", "number"],
  4: [
    "metrics",
    [
      {
        1: ["type"],
        4: ["resource", { 1: ["name"], 2: ["target", { 1: ["type"], 4: ["averageUtilization", "number"] }] }],
      },
    ],
  ],
};

const budget: Message = {
  1: ["minAvailable", "number-or-text"],
  2: ["selector", { 1: ["matchLabels", "map"] }],
  3: ["maxUnavailable", "number-or-text"],
};

const role: Message = {
  1: metadata,
  2: [
    "rules",
    [
      {
        1: ["verbs", "texts"],
        2: ["apiGroups", "texts"],
        3: ["resources", "texts"],
        4: ["resourceNames", "texts"],
        5: ["nonResourceURLs", "texts"],
      },
    ],
  ],
};

const binding: Message = {
  1: metadata,
  2: ["subjects", [{ 1: ["kind"], 2: ["apiGroup"], 3: ["name"], 4: ["namespace"] }]],
  3: ["roleRef", { 1: ["apiGroup"], 2: ["kind"], 3: ["name"] }],
};

/**
 * What kubectl's typed calls send: `auth can-i`, `auth whoami`, `drain`, `autoscale` and the `create` family. Only fields
 * that those commands set are named. The numbers are those of the generated.proto files in k8s.io/api.
 */
export const MESSAGES: Readonly<Record<string, Message>> = {
  ClusterRole: role,
  ClusterRoleBinding: binding,
  ConfigMap: { 1: metadata, 2: ["data", "map"] },
  CronJob: { 1: metadata, 2: ["spec", { 1: ["schedule"], 5: ["jobTemplate", { 1: metadata, 2: ["spec", job] }] }] },
  DeleteOptions: deleteOptions,
  Deployment: { 1: metadata, 2: ["spec", deployment] },
  Eviction: { 1: metadata, 2: ["deleteOptions", deleteOptions] },
  HorizontalPodAutoscaler: { 1: metadata, 2: ["spec", autoscaler] },
  Job: { 1: metadata, 2: ["spec", job] },
  Namespace: { 1: metadata },
  PodDisruptionBudget: { 1: metadata, 2: ["spec", budget] },
  Role: role,
  RoleBinding: binding,
  Secret: { 1: metadata, 2: ["data", "bytes-map"], 3: ["type"] },
  SelfSubjectAccessReview: { 2: ["spec", accessReview] },
  SelfSubjectReview: {},
  SelfSubjectRulesReview: { 2: ["spec", { 1: ["namespace"] }] },
  ServiceAccount: { 1: metadata },
  SubjectAccessReview: { 2: ["spec", accessReview] },
};
