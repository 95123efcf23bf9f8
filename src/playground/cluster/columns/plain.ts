import type { KubeObject } from "../controllers/controller.ts";
import { age } from "./age.ts";
import { ageColumn, type Column, fieldColumn, nameColumn, type Printer } from "./column.ts";

export const createdAt = (): Column => fieldColumn("Created At", "V1ObjectMeta", "creationTimestamp", { type: "date" });

/** Kinds that nobody wrote columns for: roles, limit ranges. */
export const plainPrinter: Printer = {
  columns: () => [nameColumn(), createdAt()],
  cells: ({ metadata }) => [metadata.name, metadata.creationTimestamp],
};

/** A Scale has a name that is no link, and counts. */
export const scalePrinter: Printer = {
  columns: () => [
    { ...nameColumn(), format: "" },
    fieldColumn("Desired", "V1ScaleSpec", "replicas", { type: "integer" }),
    fieldColumn("Available", "V1ScaleStatus", "replicas", { type: "integer" }),
    ageColumn(),
  ],
  cells: ({ metadata, spec, status }: KubeObject, now) => [
    metadata.name,
    spec.replicas ?? 0,
    status.replicas,
    age(metadata.creationTimestamp, now),
  ],
};
