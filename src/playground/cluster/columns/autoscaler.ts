import type { Draft } from "../defaults/fill.ts";
import { age } from "./age.ts";
import { ageColumn, column, fieldColumn, nameColumn, type Printer } from "./column.ts";
import { NONE, shortList } from "./format.ts";

export const horizontalPodAutoscalerPrinter: Printer = {
  columns: () => [
    nameColumn(),
    column(
      "Reference",
      "scaleTargetRef points to the target resource to scale, and is used to the pods for which metrics should be collected, as well as to actually change the replica count.",
    ),
    fieldColumn("Targets", "V2HorizontalPodAutoscalerSpec", "metrics"),
    fieldColumn("MinPods", "V2HorizontalPodAutoscalerSpec", "minReplicas"),
    fieldColumn("MaxPods", "V2HorizontalPodAutoscalerSpec", "maxReplicas"),
    fieldColumn("Replicas", "V2HorizontalPodAutoscalerStatus", "currentReplicas"),
    ageColumn(),
  ],
  cells: ({ metadata, spec, status = {} }, now) => [
    metadata.name,
    `${spec.scaleTargetRef.kind}/${spec.scaleTargetRef.name}`,
    shortList(
      (spec.metrics ?? []).map((metric: Draft, index: number) => target(metric, status.currentMetrics?.[index])),
      2,
      ", ",
    ) || NONE,
    String(spec.minReplicas ?? "<unset>"),
    spec.maxReplicas,
    status.currentReplicas ?? 0,
    age(metadata.creationTimestamp, now),
  ],
};

const SOURCES = ["resource", "containerResource", "pods", "object", "external"];

/** "cpu: 34%/80%": what is measured, over what is wanted. */
function target(metric: Draft, status: Draft | undefined): string {
  const field = SOURCES.find((name) => metric[name]);
  if (!field) return "<unknown type>";
  const source: Draft = metric[field];
  const current: Draft = status?.[field]?.current ?? {};
  const wanted: Draft = source.target;
  const isResource = field === "resource" || field === "containerResource";
  const name = isResource ? `${source.name}: ` : "";
  if (wanted.averageValue !== undefined) {
    const average = isResource || field === "pods" ? "" : " (avg)";
    return `${name}${current.averageValue ?? "<unknown>"}/${wanted.averageValue}${average}`;
  }
  if (!isResource) return `${current.value ?? "<unknown>"}/${wanted.value}`;
  return `${name}${percent(current.averageUtilization) ?? "<unknown>"}/${percent(wanted.averageUtilization) ?? "<auto>"}`;
}

const percent = (value: number | undefined): string | undefined => (value === undefined ? undefined : `${value}%`);
