/**
 * The few numbers that say how a workload is doing: shown before a change, and looked at again after it, by the same
 * queries. Prometheus may be slow, down or unconfigured, and none of that keeps anybody from changing anything.
 */
import { MEASURES, selected } from "../kubernetes/measures.ts";
import type { KubeObject } from "../kubernetes/object.ts";
import { UNITS } from "../kubernetes/units.ts";
import { permissions } from "./command.ts";
import type { Context } from "./context.ts";
import { failedWith } from "./failure.ts";
import { seesPods } from "./sees-pods.ts";
import { join, literal, say, type Text } from "./text.ts";

const SHOWN = ["requests", "errors", "cpu"] as const;
const WORKLOADS = new Set(["Deployment", "StatefulSet", "DaemonSet"]);
/** Milliseconds that a preview waits for Prometheus. */
const PATIENCE = 2000;

export interface Figure {
  readonly measure: (typeof SHOWN)[number];
  readonly value: number;
}

/** What whoever shows them needs: SelfSubjectAccessReview, because Prometheus knows no Kubernetes rights. */
export const FIGURES_NEEDS = permissions("create", "selfsubjectaccessreviews.authorization.k8s.io");

/** None where there is no Prometheus, where it knows nothing or does not answer, and for who may not see the pods. */
export async function figuresOf(ctx: Context, object: KubeObject, window = "5m"): Promise<readonly Figure[]> {
  const { namespace } = object.metadata;
  if (!ctx.prometheus || namespace === undefined || !WORKLOADS.has(object.kind)) return [];
  if (!(await mayLook(ctx, namespace))) return [];
  const of = selected(object, namespace, window);
  const signal = AbortSignal.any([ctx.signal, AbortSignal.timeout(PATIENCE)]);
  const asked = SHOWN.map(async (measure) => {
    const [line] = MEASURES[measure].lines;
    const firstKnown = line.promql(of).map((query) => `(${query})`);
    const value = await latest(ctx, firstKnown.join(" or "), signal);
    return value === undefined ? [] : [{ measure, value }];
  });
  return (await Promise.all(asked)).flat();
}

/** "Requests 57.1/s · Failed requests 0.2% · CPU 132m" */
export const figuresNow = (figures: readonly Figure[]): Text =>
  join(
    figures.map(({ measure, value }) => say`${literal(MEASURES[measure].title)} ${print(measure, value)}`),
    " · ",
  );

/** A line each: "Failed requests before 0.2%, after 0.19%" */
export const figuresCompared = (before: readonly Figure[], after: readonly Figure[]): Text =>
  join(
    before.map(({ measure, value }) => {
      const now = after.find((one) => one.measure === measure);
      const then = now ? print(measure, now.value) : "unknown";
      return say`${literal(MEASURES[measure].title)} before ${print(measure, value)}, after ${then}`;
    }),
    "\n",
  );

const print = (measure: Figure["measure"], value: number): string => UNITS[MEASURES[measure].unit].print(value);

async function mayLook(ctx: Context, namespace: string): Promise<boolean> {
  try {
    return await seesPods(ctx, namespace);
  } catch (error) {
    if (failedWith(error, "forbidden")) return false; // whoever may not even ask may not look
    throw error;
  }
}

async function latest(ctx: Context, query: string, signal: AbortSignal): Promise<number | undefined> {
  try {
    const [series] = (await ctx.prometheus?.instant(query, ctx.now(), signal)) ?? [];
    return series?.points.at(-1)?.value;
  } catch (error) {
    // What Prometheus cannot tell is not shown; whoever asks it by `metrics` hears why.
    if (failedWith(error, "no-metrics") || (signal.aborted && !ctx.signal.aborted)) return undefined;
    throw error;
  }
}
