/** The client library's types, which the embedded cluster documents, are those of 1.36. What 1.37 changed in them: */

/** Says in other words. */
export const isReworded = (path: string): boolean => REWORDED.some((end) => path.endsWith(end));

const REWORDED = [
  ...[".binaryData", ".configMapKeyRef.key", ".configMapRef", ".hostnameOverride", ".volumeMounts[].mountPath"],
  ...[".preemptionPolicy", ".seLinuxChangePolicy", ".setHostnameAsFQDN", ".allocatedResourcesStatus[].name"],
];

/** Asks for now, or no longer. */
export const OBLIGED =
  /^(Deployment|DaemonSet|ReplicaSet|StatefulSet)(\.status\.conditions\[\])?$|^ControllerRevision$|\.nodeAllocatableResourceClaimStatuses\[\]$/;

/** Has no longer. */
export const GONE = /\.nodeAllocatableResourceClaimStatuses\[\]\.resources$/;
