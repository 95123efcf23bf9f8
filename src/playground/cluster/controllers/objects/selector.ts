type Labels = Readonly<Record<string, string>>;

interface Requirement {
  key: string;
  operator: "In" | "NotIn" | "Exists" | "DoesNotExist";
  values?: readonly string[];
}

/** A metav1.LabelSelector, as a Deployment's `spec.selector` or a PodDisruptionBudget's. */
export interface LabelSelector {
  matchLabels?: Labels;
  matchExpressions?: readonly Requirement[];
}

/** An empty selector matches everything, a missing one nothing. */
export function matches(selector: LabelSelector | undefined, labels: Labels = {}): boolean {
  if (!selector) return false;
  return (
    Object.entries(selector.matchLabels ?? {}).every(([key, value]) => labels[key] === value) &&
    (selector.matchExpressions ?? []).every(({ key, operator, values = [] }) =>
      operators[operator](labels[key], values),
    )
  );
}

const operators: Record<Requirement["operator"], (value: string | undefined, values: readonly string[]) => boolean> = {
  In: (value, values) => value !== undefined && values.includes(value),
  // An object without the label is "not in" too (apimachinery's labels.Requirement).
  NotIn: (value, values) => value === undefined || !values.includes(value),
  Exists: (value) => value !== undefined,
  DoesNotExist: (value) => value === undefined,
};
