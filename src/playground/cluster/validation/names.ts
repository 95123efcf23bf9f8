import type { Cause } from "../status.ts";
import { invalidValue } from "./problem.ts";

const LABEL = "[a-z0-9]([-a-z0-9]*[a-z0-9])?";
const SUBDOMAIN = `${LABEL}(\\.${LABEL})*`;
const LABEL_VALUE = "(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?";
const QUALIFIED = "([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]";

const isLabel = new RegExp(`^${LABEL}$`);
const isSubdomain = new RegExp(`^${SUBDOMAIN}$`);
const isLabelValue = new RegExp(`^${LABEL_VALUE}$`);
const isQualified = new RegExp(`^(${SUBDOMAIN}/)?${QUALIFIED}$`);

/** Kinds whose names become a DNS label or a path segment; all others are subdomains. */
const LABEL_KINDS: ReadonlySet<string> = new Set(["Namespace", "Service"]);
const PATH_KINDS: ReadonlySet<string> = new Set(["Role", "ClusterRole", "RoleBinding", "ClusterRoleBinding"]);

export function nameProblems(key: string, name: string, field = "metadata.name"): Cause[] {
  if (PATH_KINDS.has(key)) return pathProblems(name, field);
  return LABEL_KINDS.has(key) ? labelProblems(field, name) : subdomainProblems(field, name);
}

export function labelProblems(field: string, value: string): Cause[] {
  if (value.length > 63) return [tooLong(field, 63)];
  if (isLabel.test(value)) return [];
  const rule =
    "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character";
  return [
    invalidValue(field, value, `${rule} (e.g. 'my-name',  or '123-abc', regex used for validation is '${LABEL}')`),
  ];
}

function subdomainProblems(field: string, value: string): Cause[] {
  if (value.length > 253) return [tooLong(field, 253)];
  if (isSubdomain.test(value)) return [];
  const rule =
    "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character";
  return [invalidValue(field, value, `${rule} (e.g. 'example.com', regex used for validation is '${SUBDOMAIN}')`)];
}

function pathProblems(name: string, field: string): Cause[] {
  if (name === "." || name === "..") return [invalidValue(field, name, `may not be '${name}'`)];
  return ["/", "%"]
    .filter((character) => name.includes(character))
    .map((character) => invalidValue(field, name, `may not contain '${character}'`));
}

export function labelsProblems(field: string, labels: Readonly<Record<string, string>> = {}): Cause[] {
  return Object.entries(labels).flatMap(([key, value]) => [...keyProblems(field, key), ...valueProblems(field, value)]);
}

export function keyProblems(field: string, key: string): Cause[] {
  if (isQualified.test(key)) return [];
  const rule =
    "name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character";
  return [
    invalidValue(
      field,
      key,
      `${rule} (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')`,
    ),
  ];
}

export function valueProblems(field: string, value: string): Cause[] {
  if (value.length > 63) return [tooLong(field, 63)];
  if (isLabelValue.test(value)) return [];
  const rule =
    "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character";
  return [
    invalidValue(
      field,
      value,
      `${rule} (e.g. 'MyValue',  or 'my_value',  or '12345', regex used for validation is '${LABEL_VALUE}')`,
    ),
  ];
}

const tooLong = (field: string, most: number): Cause => ({
  reason: "FieldValueTooLong",
  message: `Too long: may not be more than ${most} bytes`,
  field,
});
