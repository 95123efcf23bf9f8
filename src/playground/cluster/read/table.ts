import type { Cell, Column, Printer, RowCondition } from "../columns/column.ts";
import { printerFor } from "../columns/index.ts";
import type { KubeObject } from "../controllers/controller.ts";
import type { Kind } from "../kinds/kind.ts";
import { badRequest } from "../status.ts";

/** What each row brings along beside its cells. */
type Include = "None" | "Metadata" | "Object";

export interface Table {
  readonly kind: "Table";
  readonly apiVersion: "meta.k8s.io/v1";
  readonly metadata: object;
  readonly columnDefinitions: readonly Column[] | null;
  readonly rows: readonly Row[];
}

interface Row {
  readonly cells: readonly Cell[];
  readonly conditions?: readonly RowCondition[];
  readonly object: unknown;
}

/** Column definitions by printer: their descriptions are read from the models once. */
const definitions = new WeakMap<Printer, readonly Column[]>();

export interface TableQuery {
  readonly include: Include;
  readonly now: number;
  /** A watch says the columns once. */
  readonly headers?: boolean;
}

export const tableOf = (kind: Kind, objects: readonly KubeObject[], metadata: object, query: TableQuery): Table =>
  printTable(printerFor(kind), objects, metadata, query);

export function printTable(
  printer: Printer,
  objects: readonly KubeObject[],
  metadata: object,
  query: TableQuery,
): Table {
  let columns = definitions.get(printer);
  if (!columns) definitions.set(printer, (columns = printer.columns()));
  return {
    kind: "Table",
    apiVersion: "meta.k8s.io/v1",
    metadata,
    columnDefinitions: query.headers === false ? null : columns,
    rows: objects.map((object) => {
      const conditions = printer.conditions?.(object);
      return {
        cells: printer.cells(object, query.now),
        ...(conditions && { conditions }),
        object: rowObject(object, query.include),
      };
    }),
  };
}

export const partial = ({ metadata }: KubeObject) => ({
  kind: "PartialObjectMetadata",
  apiVersion: "meta.k8s.io/v1",
  metadata,
});

function rowObject(object: KubeObject, include: Include): unknown {
  if (include === "None") return null;
  return include === "Object" ? object : partial(object);
}

/** @throws BadRequest */
export function includeOf(query: URLSearchParams): Include {
  const value = query.get("includeObject") || "Metadata";
  if (value === "None" || value === "Metadata" || value === "Object") return value;
  throw badRequest(`unrecognized includeObject value: ${JSON.stringify(value)}`);
}
