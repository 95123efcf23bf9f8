/** Why a HorizontalPodAutoscaler does what it does, in a sentence. Pure: from the object that it writes its thoughts into. */
import type { KubeObject } from "./object.ts";

interface Condition {
  readonly type: string;
  readonly status: string;
  readonly reason?: string;
  readonly message?: string;
}

export interface AutoscalerMetric {
  /** "cpu", "memory", or the name of a metric of its own. */
  readonly name: string;
  /** As the autoscaler writes it: "70%", "200Mi", "10". */
  readonly target: string;
  readonly current: string;
}

type Spec = KubeObject["spec"];

/** What it looks at, each with its target and what it sees now. */
export function metricsOf({ spec, status }: KubeObject): readonly AutoscalerMetric[] {
  const seen: readonly Spec[] = status?.currentMetrics ?? [];
  return (spec?.metrics ?? []).map((metric: Spec, i: number) => {
    const source = sourceOf(metric);
    const now = seen[i] && sourceOf(seen[i])?.current;
    const name: string = source?.name ?? source?.metric?.name ?? metric.type;
    return { name, target: valueOf(source?.target), current: valueOf(now) };
  });
}

/** {"type":"Resource","resource":{…}} → the inner part, whatever it is called. */
const sourceOf = (metric: Spec): Spec =>
  metric.resource ?? metric.containerResource ?? metric.pods ?? metric.object ?? metric.external;

const valueOf = (value: Spec = {}): string =>
  value.averageUtilization === undefined
    ? String(value.averageValue ?? value.value ?? "unknown")
    : `${value.averageUtilization}%`;

/** How far from its target it lets things be (kube-controller-manager's --horizontal-pod-autoscaler-tolerance). */
const TOLERANCE = 0.1;

/** Continues a sentence that begins with the autoscaler's name. */
export function why(autoscaler: KubeObject): { readonly calm: boolean; readonly text: string } {
  const { spec, status } = autoscaler;
  const conditions: readonly Condition[] = status?.conditions ?? [];
  const is = (type: string, value: string) => conditions.find((one) => one.type === type && one.status === value);
  if (conditions.length === 0) return trouble("has not looked yet; it looks every 15 seconds");

  const unable = is("AbleToScale", "False");
  if (unable) return trouble(`cannot scale: ${unable.message ?? unable.reason}`);
  const inactive = is("ScalingActive", "False");
  if (inactive?.reason === "ScalingDisabled")
    return trouble("is switched off, because somebody scaled the workload to 0; scaling it up switches it on again");
  if (inactive) return trouble(`does not know what to do: ${inactive.message ?? inactive.reason}`);

  const current: number = status?.currentReplicas ?? 0;
  const desired: number = status?.desiredReplicas ?? current;
  const { minReplicas = 1, maxReplicas } = spec ?? {};
  const limited = is("ScalingLimited", "True");
  const [first] = metricsOf(autoscaler);
  const seen = first ? `${first.name} is at ${first.current}, and ${first.target} is the target` : "";
  if (desired !== current) return fine(`goes from ${current} to ${desired} pods: ${seen}`);
  if (limited?.reason === "TooManyReplicas")
    return trouble(`would run more than its ${maxReplicas} pods: ${seen}. Its maximum holds it back`);
  if (limited?.reason === "TooFewReplicas")
    return fine(`would run fewer than its ${minReplicas} pods: ${seen}. Its minimum holds it back`);
  const wished = wish(first, current);
  if (wished !== undefined && wished < current)
    return fine(`could do with ${wished} of its ${current} pods: ${seen}. It waits for five minutes of calm first`);
  return fine(`leaves it at ${current} pods: ${seen}`);
}

/** ceil(pods × current ÷ target), unless that is near enough (kubernetes.io, Horizontal Pod Autoscaling, algorithm). */
function wish(metric: AutoscalerMetric | undefined, pods: number): number | undefined {
  const ratio = Number.parseFloat(metric?.current ?? "") / Number.parseFloat(metric?.target ?? "");
  if (!Number.isFinite(ratio)) return undefined;
  return Math.abs(ratio - 1) <= TOLERANCE ? pods : Math.ceil(pods * ratio);
}

const fine = (text: string) => ({ calm: true, text });
const trouble = (text: string) => ({ calm: false, text });
