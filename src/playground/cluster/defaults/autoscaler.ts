import { canonical } from "../quantity.ts";
import { type Draft, fill } from "./fill.ts";

const PERIOD = 15;

const SCALE_UP = {
  stabilizationWindowSeconds: 0,
  selectPolicy: "Max",
  policies: [
    { type: "Pods", value: 4, periodSeconds: PERIOD },
    { type: "Percent", value: 100, periodSeconds: PERIOD },
  ],
};

const SCALE_DOWN = { selectPolicy: "Max", policies: [{ type: "Percent", value: 100, periodSeconds: PERIOD }] };

const CPU = { type: "Resource", resource: { name: "cpu", target: { type: "Utilization", averageUtilization: 80 } } };

/** pkg/apis/autoscaling/v2/defaults.go. */
export function fillHorizontalPodAutoscaler({ spec }: Draft): void {
  fill(spec, { minReplicas: 1 });
  if (!spec.metrics?.length) spec.metrics = [structuredClone(CPU)];
  for (const metric of spec.metrics) normalizeTarget(metric);
  if (!spec.behavior) return;
  fill(spec.behavior, { scaleUp: {}, scaleDown: {} });
  fill(spec.behavior.scaleUp, SCALE_UP);
  fill(spec.behavior.scaleDown, SCALE_DOWN);
}

function normalizeTarget({ type: _type, ...sources }: Draft): void {
  for (const { target } of Object.values<Draft>(sources)) {
    for (const amount of ["value", "averageValue"]) {
      if (target?.[amount] !== undefined) target[amount] = canonical(target[amount]);
    }
  }
}
