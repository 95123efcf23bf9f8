import type { Cell, Column, Printer, RowCondition } from "../columns/column.ts";
import { printerFor } from "../columns/index.ts";
import { plainPrinter } from "../columns/plain.ts";
import type { KubeObject, Metadata } from "../controllers/controller.ts";
import { representedAs } from "../kinds/convert.ts";
import type { Kind } from "../kinds/kind.ts";
import { badRequest } from "../status.ts";

/** What each row brings along beside its cells. */
type Include = "None" | "Metadata" | "Object";

export interface Table {
  readonly kind: "Table";
  readonly apiVersion: "meta.k8s.io/v1";
  readonly metadata: object;
  readonly columnDefinitions: readonly Column[] | null;
  readonly rows: readonly Row[] | null;
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
  /** The object in the version that was asked for; what is printed is the stored one. */
  readonly represent?: (object: KubeObject) => KubeObject;
}

export const tableOf = (kind: Kind, objects: readonly KubeObject[], metadata: object, query: TableQuery): Table =>
  printTable(printerFor(kind), objects, metadata, { ...query, represent: (object) => representedAs(kind, object) });

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
    // Go leaves a list that nothing was appended to as null, in the one printer that does not make it first.
    rows:
      objects.length === 0 && printer === plainPrinter
        ? null
        : objects.map((object) => {
            const conditions = printer.conditions?.(object);
            return {
              cells: printer.cells(object, query.now),
              ...(conditions && { conditions }),
              object: rowObject(object, query),
            };
          }),
  };
}

/** A field of DaemonSets that became an annotation for old clients of apps/v1: metadata on its own is shown without it. */
const TEMPLATE_GENERATION = "deprecated.daemonset.template.generation";

export function partial({ kind, metadata }: KubeObject): object {
  const { [TEMPLATE_GENERATION]: _hidden, ...annotations } = metadata.annotations ?? {};
  const shown = kind === "DaemonSet" ? withAnnotations(metadata, annotations) : metadata;
  return { kind: "PartialObjectMetadata", apiVersion: "meta.k8s.io/v1", metadata: shown };
}

function withAnnotations(
  { annotations: _annotations, ...metadata }: Metadata,
  annotations: Record<string, string>,
): Metadata {
  return Object.keys(annotations).length > 0 ? { ...metadata, annotations } : metadata;
}

function rowObject(object: KubeObject, { include, represent = (one) => one }: TableQuery): unknown {
  if (include === "None") return null;
  return include === "Object" ? represent(object) : partial(object);
}

/** @throws BadRequest */
export function includeOf(query: URLSearchParams): Include {
  const value = query.get("includeObject") || "Metadata";
  if (value === "None" || value === "Metadata" || value === "Object") return value;
  throw badRequest(
    `Unable to convert to Table as requested: includeObject: Invalid value: ${JSON.stringify(value)}: must be 'Metadata', 'Object', 'None', or empty`,
  );
}
