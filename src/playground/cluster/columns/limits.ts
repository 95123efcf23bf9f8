import { age } from "./age.ts";
import { ageColumn, column, INTEGER, nameColumn, type Printer } from "./column.ts";
import { byText } from "./format.ts";

export const resourceQuotaPrinter: Printer = {
  columns: () => [
    nameColumn(),
    column("Request", "Request represents a minimum amount of cpu/memory that a container may consume."),
    column(
      "Limit",
      "Limits control the maximum amount of cpu/memory that a container may use independent of contention on the node.",
    ),
    ageColumn(),
  ],
  cells({ metadata, status = {} }, now) {
    const names = Object.keys(status.hard ?? {}).sort(byText);
    const text = (list: string[]) =>
      list.map((name) => `${name}: ${status.used?.[name] ?? "0"}/${status.hard[name]}`).join(", ");
    const isLimit = (name: string) => name.startsWith("limits.");
    return [
      metadata.name,
      text(names.filter((name) => !isLimit(name))),
      text(names.filter(isLimit)),
      age(metadata.creationTimestamp, now),
    ];
  },
};

export const podDisruptionBudgetPrinter: Printer = {
  columns: () => [
    nameColumn(),
    column("Min Available", "The minimum number of pods that must be available."),
    column("Max Unavailable", "The maximum number of pods that may be unavailable."),
    column("Allowed Disruptions", "Calculated number of pods that may be disrupted at this time.", INTEGER),
    ageColumn(),
  ],
  cells: ({ metadata, spec, status = {} }, now) => [
    metadata.name,
    String(spec.minAvailable ?? "N/A"),
    String(spec.maxUnavailable ?? "N/A"),
    status.disruptionsAllowed ?? 0,
    age(metadata.creationTimestamp, now),
  ],
};
