import type { KubeObject } from "../controllers/controller.ts";
import { fieldDescription } from "../openapi/models.ts";

/** One column of a Table, as the API server declares it. */
export interface Column {
  readonly name: string;
  readonly type: string;
  readonly format: string;
  readonly description: string;
  /** 0 is always shown, 1 only with `-o wide`. */
  readonly priority: number;
}

export type Cell = string | number | boolean | null;

export interface RowCondition {
  readonly type: string;
  readonly status: string;
  readonly reason: string;
  readonly message: string;
}

/** How one kind is printed (pkg/printers/internalversion/printers.go). */
export interface Printer {
  readonly columns: () => readonly Column[];
  /** @param now milliseconds since 1970, for ages */
  cells(object: KubeObject, now: number): readonly Cell[];
  conditions?(object: KubeObject): readonly RowCondition[] | undefined;
}

type Options = Partial<Pick<Column, "type" | "format" | "priority">>;

export const column = (name: string, description: string, options: Options = {}): Column => ({
  name,
  type: "string",
  format: "",
  description,
  priority: 0,
  ...options,
});

/** A column that means one field, and is described by that field's own documentation. */
export const fieldColumn = (name: string, model: string, field: string, options?: Options): Column =>
  column(name, fieldDescription(model, field), options);

export const nameColumn = (): Column => fieldColumn("Name", "V1ObjectMeta", "name", { format: "name" });

export const ageColumn = (): Column => fieldColumn("Age", "V1ObjectMeta", "creationTimestamp");

export const WIDE = { priority: 1 };
export const INTEGER = { type: "integer" };
