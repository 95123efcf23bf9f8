import { type Draft, fill, fillEmpty, normalize } from "./fill.ts";

/** What the API server adds to every pod template and pod (pkg/apis/core/v1/defaults.go). */
export function fillPodSpec(spec: Draft): void {
  if (spec.serviceAccount) fillEmpty(spec, { serviceAccountName: spec.serviceAccount });
  // Both spellings are served, the old one since before anybody can remember.
  if (spec.serviceAccountName) spec.serviceAccount = spec.serviceAccountName;
  fillEmpty(spec, { dnsPolicy: "ClusterFirst", restartPolicy: "Always", schedulerName: "default-scheduler" });
  fill(spec, { securityContext: {}, terminationGracePeriodSeconds: 30 });
  for (const container of [...(spec.containers ?? []), ...(spec.initContainers ?? [])]) fillContainer(container);
  for (const volume of spec.volumes ?? []) fillVolume(volume);
}

function fillContainer(container: Draft): void {
  const pullPolicy = tagOf(container.image ?? "") === "latest" ? "Always" : "IfNotPresent";
  fillEmpty(container, {
    imagePullPolicy: pullPolicy,
    terminationMessagePath: "/dev/termination-log",
    terminationMessagePolicy: "File",
  });
  fill(container, { resources: {} });
  normalize(container.resources.limits);
  normalize(container.resources.requests);
  for (const port of container.ports ?? []) fillEmpty(port, { protocol: "TCP" });
  for (const { valueFrom } of container.env ?? []) {
    if (valueFrom?.fieldRef) fillEmpty(valueFrom.fieldRef, { apiVersion: "v1" });
  }
  for (const name of ["livenessProbe", "readinessProbe", "startupProbe"]) {
    if (container[name]) fillProbe(container[name]);
  }
  for (const hook of Object.values<Draft>(container.lifecycle ?? {})) fillHandler(hook);
}

/** An image without tag and digest means `latest`; a port in the registry's name is not a tag. */
function tagOf(image: string): string {
  if (image.includes("@")) return "";
  const name = image.slice(image.lastIndexOf("/") + 1);
  return name.includes(":") ? name.slice(name.indexOf(":") + 1) : "latest";
}

function fillProbe(probe: Draft): void {
  fillEmpty(probe, { timeoutSeconds: 1, periodSeconds: 10, successThreshold: 1, failureThreshold: 3 });
  fillHandler(probe);
}

function fillHandler(handler: Draft): void {
  if (handler.httpGet) fillEmpty(handler["httpGet"], { path: "/", scheme: "HTTP" });
  if (handler.grpc) fill(handler["grpc"], { service: "" });
}

const MODE = { defaultMode: 0o644 };

function fillVolume(volume: Draft): void {
  if (Object.keys(volume).length === 1) volume.emptyDir = {};
  for (const source of ["secret", "configMap", "downwardAPI", "projected"])
    if (volume[source]) fill(volume[source], MODE);
  if (volume.hostPath) fill(volume["hostPath"], { type: "" });
  for (const { serviceAccountToken, downwardAPI } of volume.projected?.sources ?? []) {
    if (serviceAccountToken) fill(serviceAccountToken, { expirationSeconds: 3600 });
    for (const { fieldRef } of downwardAPI?.items ?? []) if (fieldRef) fillEmpty(fieldRef, { apiVersion: "v1" });
  }
}

/** What only a pod gets, not the template it is made from. */
export function fillPod(pod: Draft): void {
  const { spec } = pod as { spec: Draft };
  for (const { resources } of [...(spec.containers ?? []), ...(spec.initContainers ?? [])]) {
    if (resources.limits) resources.requests = { ...resources.limits, ...resources.requests };
  }
  fill(spec, { enableServiceLinks: true, preemptionPolicy: "PreemptLowerPriority", priority: 0 });
  fillTolerations(spec);
  pod.status ??= {};
  fillEmpty(pod["status"], { phase: "Pending" });
  pod.status.qosClass ??= qosClass(spec);
}

/** Without these, a pod would leave a node that fails at once rather than after five minutes (DefaultTolerationSeconds). */
function fillTolerations(spec: Draft): void {
  for (const key of ["node.kubernetes.io/not-ready", "node.kubernetes.io/unreachable"]) {
    const tolerations: Draft[] = (spec.tolerations ??= []);
    const tolerated = tolerations.some(
      (one) => (!one.key || one.key === key) && (!one.effect || one.effect === "NoExecute"),
    );
    if (!tolerated) tolerations.push({ key, operator: "Exists", effect: "NoExecute", tolerationSeconds: 300 });
  }
}

/** Guaranteed: every container has limits and requests of the same size. BestEffort: none has any. */
function qosClass(spec: Draft): "Guaranteed" | "Burstable" | "BestEffort" {
  const resources: Draft[] = [...(spec.containers ?? []), ...(spec.initContainers ?? [])].map((one) => one.resources);
  const given = resources.flatMap(({ limits = {}, requests = {} }) => [
    ...Object.keys(limits),
    ...Object.keys(requests),
  ]);
  if (!given.some(isCompute)) return "BestEffort";
  const guaranteed = resources.every(({ limits = {}, requests = {} }) =>
    ["cpu", "memory"].every((name) => limits[name] !== undefined && limits[name] === requests[name]),
  );
  return guaranteed ? "Guaranteed" : "Burstable";
}

const isCompute = (name: string): boolean => name === "cpu" || name === "memory";
