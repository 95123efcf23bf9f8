/**
 * Healthy, or the first thing that is wrong with its evidence: what an experienced colleague would say after one look.
 * A pure function of the objects, so each case is a line in a table of the test.
 */
import { age } from "./age.ts";
import { fold } from "./events.ts";
import { type KubeObject, short } from "./object.ts";
import { rolloutProgress } from "./progress.ts";

export interface Verdict {
  readonly healthy: boolean;
  /** Continues a sentence that starts with the object's name: "is healthy: 3 of 3 pods available" */
  readonly text: string;
  /** What it was concluded from, in the cluster's own words. */
  readonly evidence: readonly string[];
}

export interface Facts {
  readonly object: KubeObject;
  /** The pods that belong to it; empty for what has none. */
  readonly pods: readonly KubeObject[];
  /** Events about the object and its pods. */
  readonly events: readonly KubeObject[];
  /** Unix milliseconds. */
  readonly now: number;
}

const fine = (text: string): Verdict => ({ healthy: true, text, evidence: [] });
const wrong = (text: string, ...evidence: readonly (string | undefined)[]): Verdict => ({
  healthy: false,
  text,
  evidence: evidence.filter((line): line is string => line !== undefined && line !== ""),
});

export function verdict(facts: Facts): Verdict {
  switch (facts.object.kind) {
    case "Pod":
      return podVerdict(facts.object, facts.events, facts.now);
    case "Deployment":
    case "StatefulSet":
    case "DaemonSet":
      return workloadVerdict(facts);
    case "Node":
      return nodeVerdict(facts.object);
    default:
      return conditionVerdict(facts.object);
  }
}

function workloadVerdict({ object, pods, events, now }: Facts): Verdict {
  const { status = {}, spec = {} } = object;
  const daemon = object.kind === "DaemonSet";
  const wanted: number = daemon ? (status.desiredNumberScheduled ?? 0) : (spec.replicas ?? 1);
  const available: number = (daemon ? status.numberAvailable : status.availableReplicas) ?? 0;
  const refused = condition(object, "ReplicaFailure");
  if (refused?.status === "True") return wrong("cannot create its pods", refused.message);

  const sick = pods
    .map((pod) => ({ pod, verdict: podVerdict(pod, events, now) }))
    .filter((one) => !one.verdict.healthy);
  const worst = sick.find((one) => one.verdict.evidence.length > 0) ?? sick[0];
  if (worst && available < wanted) {
    const others = sick.length > 1 ? `, and ${sick.length - 1} more like it or worse` : "";
    return wrong(
      `has ${available} of ${wanted} pods available: ${short(worst.pod)} ${worst.verdict.text}${others}`,
      ...worst.verdict.evidence,
    );
  }
  const progress = rolloutProgress(object);
  if (progress.state === "failed")
    return wrong(
      `has a stuck rollout: ${available} of ${wanted} pods available`,
      condition(object, "Progressing")?.message,
    );
  if (wanted === 0) return fine(daemon ? "matches no node" : "is scaled to 0");
  if (available < wanted)
    return wrong(`has ${available} of ${wanted} pods available`, condition(object, "Available")?.message);
  if (worst)
    return wrong(
      `has ${available} of ${wanted} pods available, but ${short(worst.pod)} ${worst.verdict.text}`,
      ...worst.verdict.evidence,
    );
  if (spec.paused === true) return fine(`is healthy, its rollout paused: ${available} of ${wanted} pods available`);
  return progress.state === "moving"
    ? fine(`is rolling out. ${progress.text}`)
    : fine(`is healthy: ${available} of ${wanted} pods available`);
}

// biome-ignore lint: statuses come from outside; every field below may be missing.
type Loose = any;

function podVerdict(pod: KubeObject, events: readonly KubeObject[], now: number): Verdict {
  const { status = {}, spec = {}, metadata } = pod;
  const mine = fold(
    events.filter(
      (event) => event.involvedObject?.uid === metadata.uid || event.involvedObject?.name === metadata.name,
    ),
  );
  const said = (...reasons: string[]) => mine.find((event) => reasons.includes(event.reason))?.message;

  if (metadata.deletionTimestamp) return fine(`is being deleted since ${age(metadata.deletionTimestamp, now)}`);
  if (status.phase === "Succeeded") return fine("has completed");
  if (status.phase === "Failed")
    return wrong(
      `has failed${status.reason ? ` (${status.reason})` : ""}`,
      status.message ?? lastExit(status.containerStatuses?.[0]),
    );
  const scheduled = condition(pod, "PodScheduled");
  if (scheduled?.status === "False") return wrong("cannot be scheduled", scheduled.message ?? said("FailedScheduling"));

  const containers: Loose[] = [...(status.initContainerStatuses ?? []), ...(status.containerStatuses ?? [])];
  for (const container of containers) {
    const trouble = containerTrouble(container, spec, said);
    if (trouble) return trouble;
  }
  if (condition(pod, "Ready")?.status === "False") {
    const unready = containers.filter((one) => one.ready === false).map((one) => one.name);
    if (status.phase === "Pending") return wrong("is still starting", said("FailedMount", "FailedCreatePodSandBox"));
    return wrong(
      `runs but is not ready${unready.length > 0 ? ` (${unready.join(", ")})` : ""}`,
      said("Unhealthy") ?? condition(pod, "Ready")?.message,
    );
  }
  const restarted = containers.find((one) => recent(one.lastState?.terminated?.finishedAt, now));
  if (restarted)
    return wrong(
      `is ready, but ${restarted.name} restarted ${age(restarted.lastState.terminated.finishedAt, now)} ago`,
      lastExit(restarted),
    );
  return fine(status.phase === "Pending" ? "is starting" : "is ready");
}

function containerTrouble(
  container: Loose,
  spec: Loose,
  said: (...reasons: string[]) => string | undefined,
): Verdict | undefined {
  const waiting = container.state?.waiting;
  const last = container.lastState?.terminated ?? container.state?.terminated;
  switch (waiting?.reason) {
    case "ImagePullBackOff":
    case "ErrImagePull":
    case "InvalidImageName":
      return wrong(`cannot pull the image ${container.image} (${container.name})`, said("Failed") ?? waiting.message);
    case "CrashLoopBackOff":
    case "RunContainerError":
      if (last?.reason === "OOMKilled") return outOfMemory(container, spec);
      return wrong(
        `keeps crashing: ${container.name} was restarted ${times(container.restartCount)}`,
        lastExit(container) ?? waiting.message,
      );
    case "CreateContainerConfigError":
    case "CreateContainerError":
      return wrong(`cannot start ${container.name}`, waiting.message);
  }
  if (last?.reason === "OOMKilled" && container.ready === false) return outOfMemory(container, spec);
  return undefined;
}

function outOfMemory(container: Loose, spec: Loose): Verdict {
  const limit = spec.containers?.find((one: Loose) => one.name === container.name)?.resources?.limits?.memory;
  const where = limit ? `at its limit of ${limit}` : "on a node that ran out of memory";
  return wrong(
    `runs out of memory: ${container.name} was killed ${where}, restarted ${times(container.restartCount)}`,
    lastExit(container),
  );
}

function lastExit(container: Loose): string | undefined {
  const last = container?.lastState?.terminated ?? container?.state?.terminated;
  if (!last) return undefined;
  return [
    `${container.name} ended with code ${last.exitCode}`,
    last.reason && `(${last.reason})`,
    last.message && `: ${String(last.message).trim()}`,
  ]
    .filter(Boolean)
    .join(" ");
}

function nodeVerdict(node: KubeObject): Verdict {
  const ready = condition(node, "Ready");
  if (ready?.status !== "True") return wrong("is not ready", ready?.message);
  const pressure = (node.status?.conditions ?? []).find((one: Loose) => one.type !== "Ready" && one.status === "True");
  if (pressure) return wrong(`is ready, but reports ${pressure.type}`, pressure.message);
  return node.spec?.unschedulable === true
    ? fine("is ready, but cordoned: nothing new is scheduled on it")
    : fine("is ready");
}

/** Conditions that are good when true; the others (Failed, Stalled, …) are bad when true. Custom resources follow this too. */
const GOOD = /^(Ready|Available|Complete|Established|Synced|Healthy|AbleToScale|ScalingActive|Bound)$/;
const BAD = /^(Failed|Degraded|Stalled|FailureTarget)$/;

function conditionVerdict(object: KubeObject): Verdict {
  const conditions: Loose[] = Array.isArray(object.status?.conditions) ? object.status.conditions : [];
  const bad = conditions.find(
    (one) => (BAD.test(one.type) && one.status === "True") || (GOOD.test(one.type) && one.status === "False"),
  );
  if (bad) return wrong(`reports ${bad.type} = ${bad.status}${bad.reason ? ` (${bad.reason})` : ""}`, bad.message);
  const phase = object.status?.phase;
  if (/^(Pending|Failed|Lost|Terminating)$/.test(phase ?? "")) return wrong(`is ${String(phase).toLowerCase()}`);
  const good = conditions.find((one) => GOOD.test(one.type) && one.status === "True");
  return fine(
    good
      ? `is healthy: ${good.type}`
      : phase
        ? `is ${String(phase).toLowerCase()}`
        : "exists; it reports no state of its own",
  );
}

const condition = (object: KubeObject, type: string): Loose =>
  object.status?.conditions?.find?.((one: Loose) => one.type === type);
const times = (count: number | undefined): string => (count === 1 ? "once" : `${count ?? 0} times`);
const recent = (at: string | undefined, now: number): boolean => at !== undefined && now - Date.parse(at) < 10 * 60_000;
