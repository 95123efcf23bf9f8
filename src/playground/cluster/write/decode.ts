import type { KubeObject } from "../controllers/controller.ts";
import { apiVersionOf, type Kind } from "../kinds/kind.ts";
import type { Field, Model } from "../openapi/models.ts";
import { goName, modelOf, type Type, typeOf } from "../openapi/types.ts";
import { badRequest, invalid } from "../status.ts";
import { invalidValue } from "../validation/problem.ts";
import { decodeCustom } from "./decode-custom.ts";

export interface Decoded {
  readonly object: KubeObject;
  /** Paths that the kind does not have. They are dropped, as Go's decoder does. */
  readonly unknown: readonly string[];
}

/**
 * JSON as the API server reads it: into the fields of the kind, and nothing else. Empty lists and maps are left out,
 * since Go cannot tell them from missing ones.
 * @param patched the value is what a patch made of an object, so that a mistake is the patch's
 * @throws BadRequest when a value has the wrong type; Invalid, of a patched one
 */
export function decode(kind: Kind, value: unknown, patched = false): Decoded {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw badRequest(
      "couldn't get version/kind; json parse error: json: cannot unmarshal into Go value of type struct",
    );
  }
  const unknown: string[] = [];
  if (kind.custom) return { object: decodeCustom(kind.custom.schema, value as KubeObject, unknown), unknown };
  const model = modelOf(kind);
  if (!model) return { object: value as KubeObject, unknown };
  try {
    return { object: fields(model, value as Record<string, unknown>, "", unknown) as KubeObject, unknown };
  } catch (error) {
    if (!(error instanceof TypeMismatch)) throw error;
    if (patched) throw invalidPatch(value, error.message);
    throw badRequest(
      `${kind.kind} in version ${JSON.stringify(version(kind))} cannot be handled as a ${kind.kind}: ${error.message}`,
    );
  }
}

const version = (kind: Kind): string => apiVersionOf(kind).split("/").at(-1) ?? "";

/** The API server repeats the whole object in its refusal of a patch. */
export const invalidPatch = (object: unknown, why: string) =>
  invalid({ group: "", kind: "" }, "", [invalidValue("patch", JSON.stringify(object), why)]);

class TypeMismatch extends Error {}

interface Place {
  readonly model: Model;
  readonly field: Field;
  readonly path: string;
}

function fields(model: Model, object: Readonly<Record<string, unknown>>, path: string, unknown: string[]): object {
  const result: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(object)) {
    const field = model.fields.find((one) => one.name === name);
    const here = path ? `${path}.${name}` : name;
    if (!field) unknown.push(here);
    else if (value !== null) {
      const read = decodeValue(typeOf(field.type), value, { model, field, path: here }, unknown);
      if (read !== undefined) result[name] = read;
    }
  }
  return result;
}

function decodeValue(type: Type, value: unknown, place: Place, unknown: string[]): unknown {
  switch (type.is) {
    case "any":
      return value;
    case "int-or-string":
      return expect(["string", "number"], value, place);
    case "array":
      if (!Array.isArray(value)) throw mismatch(value, place);
      return value.length === 0
        ? undefined
        : value.map((item, index) =>
            decodeValue(type.of, item, { ...place, path: `${place.path}[${index}]` }, unknown),
          );
    case "map": {
      if (!isObject(value)) throw mismatch(value, place);
      const entries = Object.entries(value);
      // A quantity may be written as a number; it is text from then on.
      const read = (item: unknown) =>
        place.field.type.includes("string; }") && typeof item === "number" && isAmount(place) ? String(item) : item;
      return entries.length === 0
        ? undefined
        : Object.fromEntries(entries.map(([key, item]) => [key, decodeValue(type.of, read(item), place, unknown)]));
    }
    case "model":
      if (!isObject(value)) throw mismatch(value, place);
      return fields(type.model, value, place.path, unknown);
    default:
      return expect([type.is], value, place);
  }
}

const isAmount = ({ field }: Place): boolean =>
  ["limits", "requests", "hard", "used", "capacity", "allocatable"].includes(field.name);

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

function expect(types: readonly string[], value: unknown, place: Place): unknown {
  if (!types.includes(typeof value)) throw mismatch(value, place);
  return value;
}

function mismatch(value: unknown, { model, field, path }: Place): TypeMismatch {
  const found = Array.isArray(value) ? "array" : typeof value === "boolean" ? "bool" : typeof value;
  return new TypeMismatch(
    `json: cannot unmarshal ${found} into Go struct field ${goName(model)}.${path.replace(/\[\d+\]/g, "")} of type ${goType(field)}`,
  );
}

function goType({ type, format }: Field): string {
  if (type === "boolean") return "bool";
  if (type === "number") return format === "double" ? "float64" : format || "int64";
  const parsed = typeOf(type);
  if (parsed.is === "model") return `v1.${goName(parsed.model)}`;
  if (parsed.is === "map") return "map[string]string";
  return parsed.is === "array" && parsed.of.is === "model" ? `[]v1.${goName(parsed.of.model)}` : type;
}
