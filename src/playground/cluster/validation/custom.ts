import { readPath } from "../columns/json-path.ts";
import type { KubeObject } from "../controllers/controller.ts";
import type { CustomVersion, ScalePaths, Schema } from "../kinds/kind.ts";
import type { Cause } from "../status.ts";
import { invalidValue, required, unsupported } from "./problem.ts";

/** The checks that a CustomResourceDefinition's schema asks for. */
export const customResourceProblems =
  ({ schema }: CustomVersion, scale: ScalePaths | undefined) =>
  ({ apiVersion: _apiVersion, kind: _kind, metadata: _metadata, ...object }: KubeObject): Cause[] => {
    // apiVersion, kind and metadata are checked for every kind, whether the schema names them or not.
    const required = schema.required?.filter((name) => !isMeta(name)) ?? [];
    const replicas = scale && readPath(object, scale.specReplicasPath);
    return [
      ...objectProblems("", { ...schema, required }, object),
      ...(typeof replicas === "number" && replicas < 0
        ? [invalidValue(scale?.specReplicasPath ?? "", replicas, "should be a non-negative integer")]
        : []),
    ];
  };

const isMeta = (name: string): boolean => ["apiVersion", "kind", "metadata"].includes(name);

function problems(field: string, schema: Schema, value: unknown): Cause[] {
  if (value === null && schema.nullable) return [];
  if (schema["x-kubernetes-int-or-string"]) return [];
  const type = typeOf(value);
  if (schema.type && schema.type !== type && !(schema.type === "number" && type === "integer")) {
    return [
      {
        reason: "FieldValueTypeInvalid",
        message: `Invalid value: ${JSON.stringify(type)}: ${field} in body must be of type ${schema.type}: ${JSON.stringify(type)}`,
        field,
      },
    ];
  }
  if (Array.isArray(value)) {
    return value.flatMap((item, index) => problems(`${field}[${index}]`, schema.items ?? {}, item));
  }
  if (typeof value === "object" && value !== null)
    return objectProblems(field, schema, value as Record<string, unknown>);
  return scalarProblems(field, schema, value);
}

function objectProblems(field: string, schema: Schema, object: Readonly<Record<string, unknown>>): Cause[] {
  const within = (name: string) => (field ? `${field}.${name}` : name);
  const missing = (schema.required ?? []).filter((name) => object[name] === undefined);
  return [
    ...missing.map((name) => required(within(name))),
    ...Object.entries(object)
      .sort(byName)
      .flatMap(([name, value]) => {
        const inner = schema.properties?.[name] ?? schema.additionalProperties;
        return typeof inner === "object" ? problems(within(name), inner, value) : [];
      }),
  ];
}

function scalarProblems(field: string, { enum: choices, minimum, maximum }: Schema, value: unknown): Cause[] {
  if (choices && !choices.includes(value)) return [unsupported(field, value, choices.map(String))];
  if (typeof value !== "number") return [];
  if (minimum !== undefined && value < minimum) {
    return [invalidValue(field, value, `${field} in body should be greater than or equal to ${minimum}`)];
  }
  if (maximum !== undefined && value > maximum) {
    return [invalidValue(field, value, `${field} in body should be less than or equal to ${maximum}`)];
  }
  return [];
}

function typeOf(value: unknown): string {
  if (value === null) return "null";
  if (Array.isArray(value)) return "array";
  if (typeof value === "number") return Number.isInteger(value) ? "integer" : "number";
  return typeof value;
}

const byName = ([a]: [string, unknown], [b]: [string, unknown]): number => (a < b ? -1 : 1);
