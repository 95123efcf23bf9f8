import type { Draft } from "../defaults/fill.ts";
import { column, nameColumn, type Printer, WIDE } from "./column.ts";
import { createdAt } from "./plain.ts";

export const customResourceDefinitionPrinter: Printer = {
  columns: () => [
    nameColumn(),
    column("Scope", "Cluster/Namespaced"),
    column("Versions", "Served versions"),
    createdAt(),
    column("Group", "API group", WIDE),
    column("Kind", "CustomResource kind", WIDE),
    column("ShortNames", "Short names", WIDE),
    column("Established", "Established status", { ...WIDE, type: "boolean" }),
  ],
  cells: ({ metadata, spec, status }) => [
    metadata.name,
    spec.scope,
    servedVersions(spec).join(","),
    metadata.creationTimestamp,
    spec.group,
    spec.names.kind,
    (spec.names.shortNames ?? []).join(","),
    (status?.conditions ?? []).some((one: Draft) => one.type === "Established" && one.status === "True"),
  ],
};

const servedVersions = ({ versions }: Draft): string[] =>
  versions
    .filter(({ served }: Draft) => served)
    .map(({ name, storage }: Draft) => (storage ? `${name}(storage)` : name))
    .sort();
