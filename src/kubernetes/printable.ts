/** An object as YAML or JSON for people: without what the server adds for itself, and without values that may be secrets. */
import type { KubeObject } from "./object.ts";

const LAST_APPLIED = "kubectl.kubernetes.io/last-applied-configuration";

/**
 * Drops managedFields (40 % of a pod, of use to no reader) and the last-applied annotation, which repeats a file that may
 * hold anything (CVE-2023-40029 leaked Secrets through it), and hides the literal values of environment variables.
 */
export function printable(object: KubeObject): KubeObject {
  const { managedFields: _, annotations, ...metadata } = object.metadata;
  const { [LAST_APPLIED]: __, ...kept } = annotations ?? {};
  const clean = { ...object, metadata: { ...metadata, ...(Object.keys(kept).length > 0 && { annotations: kept }) } };
  return JSON.parse(
    JSON.stringify(clean, (key, value: unknown) => (key === "env" && Array.isArray(value) ? value.map(hide) : value)),
  );
}

const hide = (variable: unknown): unknown =>
  typeof variable === "object" && variable !== null && "value" in variable
    ? { ...variable, value: "(hidden)" }
    : variable;
