import type { CustomVersion, PrinterColumn } from "../kinds/kind.ts";
import { age } from "./age.ts";
import { type Cell, column, nameColumn, type Printer } from "./column.ts";
import { readPath } from "./json-path.ts";

/** Columns as a CustomResourceDefinition declares them. */
export function customPrinter({ columns }: CustomVersion): Printer {
  return {
    columns: () => [
      nameColumn(),
      ...columns.map(({ name, type, format = "", priority = 0, description, jsonPath }) =>
        column(name, description || `Custom resource definition column (in JSONPath format): ${jsonPath}`, {
          type,
          format,
          priority,
        }),
      ),
    ],
    cells: (object, now) => [
      object.metadata.name,
      ...columns.map((one) => cell(one, readPath(object, one.jsonPath), now)),
    ],
  };
}

function cell({ type }: PrinterColumn, value: unknown, now: number): Cell {
  if (value === undefined || value === null) return null;
  switch (type) {
    case "string":
      return typeof value === "string" ? value : JSON.stringify(value);
    case "integer":
      return typeof value === "number" ? Math.trunc(value) : null;
    case "number":
      return typeof value === "number" ? value : null;
    case "boolean":
      return typeof value === "boolean" ? value : null;
    case "date":
      return typeof value === "string" ? age(value, now) : null;
    default:
      return null;
  }
}
