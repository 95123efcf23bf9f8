import type { Draft } from "../defaults/fill.ts";
import { age } from "./age.ts";
import { ageColumn, column, nameColumn, type Printer, WIDE } from "./column.ts";

const UNRESOLVED = "If the RoleRef cannot be resolved, the Authorizer must return an error.";

/** @param where "roleBinding" or "clusterRoleBinding" */
const bindingPrinter = (where: string, roleRef: string): Printer => ({
  columns: () => [
    nameColumn(),
    column("Role", `${roleRef} ${UNRESOLVED}`),
    ageColumn(),
    column("Users", `Users in the ${where}`, WIDE),
    column("Groups", `Groups in the ${where}`, WIDE),
    column("ServiceAccounts", `ServiceAccounts in the ${where}`, WIDE),
  ],
  cells: ({ metadata, roleRef, subjects = [] }, now) => [
    metadata.name,
    `${roleRef.kind}/${roleRef.name}`,
    age(metadata.creationTimestamp, now),
    subjectsOf(subjects, "User"),
    subjectsOf(subjects, "Group"),
    subjectsOf(subjects, "ServiceAccount"),
  ],
});

export const roleBindingPrinter = bindingPrinter(
  "roleBinding",
  "roleRef can reference a Role in the current namespace or a ClusterRole in the global namespace.",
);

export const clusterRoleBindingPrinter = bindingPrinter(
  "clusterRoleBinding",
  "roleRef can only reference a ClusterRole in the global namespace.",
);

const subjectsOf = (subjects: readonly Draft[], kind: string): string =>
  subjects
    .filter((subject) => subject.kind === kind)
    .map(({ name, namespace }) => (kind === "ServiceAccount" ? `${namespace}/${name}` : name))
    .join(", ");
