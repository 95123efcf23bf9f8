import type { KubeObject } from "../controllers/controller.ts";
import type { Schema } from "../kinds/kind.ts";
import { copy } from "../storage/copy.ts";

/** A custom object reduced to what its schema names, with the schema's defaults filled in. */
export function decodeCustom(
  schema: Schema,
  { apiVersion, kind, metadata, ...object }: KubeObject,
  unknown: string[],
): KubeObject {
  const { apiVersion: _, kind: __, metadata: ___, ...properties } = { ...schema.properties };
  return { apiVersion, kind, metadata, ...(prune({ ...schema, properties }, object, "", unknown) as object) };
}

function prune(schema: Schema, value: unknown, path: string, unknown: string[]): unknown {
  if (Array.isArray(value))
    return value.map((item, index) => prune(schema.items ?? {}, item, `${path}[${index}]`, unknown));
  if (typeof value !== "object" || value === null) return value;
  const result: Record<string, unknown> = {};
  for (const [name, field] of Object.entries(value)) {
    const here = path ? `${path}.${name}` : name;
    const inner = schema.properties?.[name] ?? schema.additionalProperties;
    if (typeof inner === "object") result[name] = prune(inner, field, here, unknown);
    else if (inner || schema["x-kubernetes-preserve-unknown-fields"]) result[name] = field;
    else unknown.push(here);
  }
  for (const [name, { default: value }] of Object.entries(schema.properties ?? {})) {
    if (value !== undefined) result[name] ??= copy(value);
  }
  return result;
}
