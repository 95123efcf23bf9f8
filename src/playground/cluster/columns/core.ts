import { age } from "./age.ts";
import { ageColumn, column, fieldColumn, nameColumn, type Printer } from "./column.ts";

export const namespacePrinter: Printer = {
  columns: () => [nameColumn(), column("Status", "The status of the namespace"), ageColumn()],
  cells: ({ metadata, status }, now) => [metadata.name, status?.phase ?? "", age(metadata.creationTimestamp, now)],
};

export const configMapPrinter: Printer = {
  columns: () => [nameColumn(), fieldColumn("Data", "V1ConfigMap", "data"), ageColumn()],
  cells: ({ metadata, data, binaryData }, now) => [
    metadata.name,
    count(data) + count(binaryData),
    age(metadata.creationTimestamp, now),
  ],
};

export const secretPrinter: Printer = {
  columns: () => [
    nameColumn(),
    fieldColumn("Type", "V1Secret", "type"),
    fieldColumn("Data", "V1Secret", "data"),
    ageColumn(),
  ],
  cells: ({ metadata, type, data }, now) => [
    metadata.name,
    type ?? "",
    count(data),
    age(metadata.creationTimestamp, now),
  ],
};

const count = (data: object | undefined): number => Object.keys(data ?? {}).length;

export const serviceAccountPrinter: Printer = {
  columns: () => [nameColumn(), ageColumn()],
  cells: ({ metadata }, now) => [metadata.name, age(metadata.creationTimestamp, now)],
};
