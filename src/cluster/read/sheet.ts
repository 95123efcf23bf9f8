/** What an API server answers when asked for a Table (meta/v1), and how it reads in kubectl's way. Pure. */
import type { TableBlock } from "../../core/reply.ts";
import { age } from "../../kubernetes/age.ts";
import { isListOf, isObject, isRecord } from "../connection/shapes.ts";
import type { ObjectMeta } from "../../kubernetes/object.ts";

/** A Table, or what a server sends that does not make tables of this kind: a list, or one object. */
export interface Page {
  readonly kind?: string;
  readonly metadata?: { readonly continue?: string } & Partial<ObjectMeta>;
  readonly columnDefinitions?: readonly Column[] | null;
  readonly rows?: readonly { readonly cells: readonly unknown[]; readonly object?: Item | null }[] | null;
  readonly items?: readonly Item[] | null;
}
interface Item {
  readonly metadata?: Partial<ObjectMeta>;
}
interface Column {
  readonly name: string;
  /** "name" marks the column of the object's name. */
  readonly format?: string;
  /** 0: always shown. Above: only with `-o wide`. */
  readonly priority?: number;
}

export interface Sheet {
  readonly columns: readonly Column[];
  readonly rows: readonly Row[];
}
interface Row {
  readonly cells: readonly unknown[];
  readonly namespace?: string | undefined;
}

export const isPage = (body: unknown): body is Page =>
  isRecord(body) &&
  isRecord(body.metadata ?? {}) &&
  (body.kind === "Table"
    ? isListOf(body.columnDefinitions, isColumn) && isListOf(body.rows, isRow)
    : isListOf(body.items, isObject) && ("items" in body || isObject(body)));
const isColumn = (one: unknown): one is Column => isRecord(one) && typeof one.name === "string";
const isRow = (one: unknown): one is Row => isRecord(one) && Array.isArray(one.cells);

const NAME_AND_AGE: readonly Column[] = [{ name: "Name", format: "name" }, { name: "Age" }];

/**
 * @param namespace of all rows, where it is known; else each row's own, if it came along
 * @param now for the ages of what comes without a table
 */
export function sheetOf(page: Page, namespace: string | undefined, now: number): Sheet {
  if (page.kind === "Table") {
    const rows = page.rows ?? [];
    return {
      columns: page.columnDefinitions ?? [],
      rows: rows.map(({ cells, object }) => ({ cells, namespace: namespace ?? object?.metadata?.namespace })),
    };
  }
  const items: readonly Item[] = "items" in page ? (page.items ?? []) : [page];
  return {
    columns: NAME_AND_AGE,
    rows: items.map(({ metadata = {} }) => ({
      cells: [metadata.name, age(metadata.creationTimestamp, now)],
      namespace: namespace ?? metadata.namespace,
    })),
  };
}

/** Sheets of one kind, one below the other. */
export const stacked = (sheets: readonly Sheet[]): Sheet => ({
  columns: sheets.find(({ columns }) => columns.length > 0)?.columns ?? [],
  rows: sheets.flatMap(({ rows }) => rows),
});

export function drawn({ columns, rows }: Sheet, options: { wide: boolean; namespaces: boolean }): TableBlock {
  const shown = columns.flatMap(({ priority = 0 }, i) => (priority === 0 || options.wide ? [i] : []));
  return {
    columns: [...(options.namespaces ? ["NAMESPACE"] : []), ...shown.map((i) => columns[i]?.name.toUpperCase() ?? "")],
    rows: rows.map(({ cells, namespace = "" }) => {
      const row = options.namespaces ? [namespace] : [];
      for (const i of shown) row.push(text(cells[i]));
      return row;
    }),
  };
}

export function namesIn({ columns, rows }: Sheet): readonly string[] {
  const at = columns.findIndex(({ format }) => format === "name");
  return rows.map(({ cells }) => cells[at]).filter((name) => typeof name === "string");
}

const BREAK = /[\f\n\r]/;

/** As kubectl prints a cell (cli-runtime tableprinter.go): nothing for null, the first line of several. */
function text(cell: unknown): string {
  if (cell === null || cell === undefined) return "";
  const whole = typeof cell === "string" ? cell : typeof cell === "number" ? String(cell) : JSON.stringify(cell);
  return BREAK.test(whole) ? `${whole.slice(0, whole.search(BREAK))}...` : whole;
}
