import { apiVersionOf, type Kind, type Schema } from "../kinds/kind.ts";
import type { Field, Model } from "./models.ts";
import { modelNamed } from "./models.ts";
import { goName, modelOf, type Type, typeOf } from "./types.ts";

type Schemas = Record<string, object>;

const INT_OR_STRING = "io.k8s.apimachinery.pkg.util.intstr.IntOrString";

/** Every type that the kinds of one group and version need, down to the last nested one. */
export function schemasOf(kinds: readonly Kind[]): Schemas {
  const schemas: Schemas = {
    [INT_OR_STRING]: {
      format: "int-or-string",
      oneOf: [{ type: "integer" }, { type: "string" }],
    },
  };
  for (const kind of kinds) {
    const named = kind.custom ? customSchema(kind, kind.custom.schema, schemas) : builtinSchema(kind, schemas);
    if (named) schemas[named.name] = { ...named.schema, "x-kubernetes-group-version-kind": [groupVersionKind(kind)] };
  }
  return schemas;
}

export const groupVersionKind = ({ group, version, kind }: Pick<Kind, "group" | "version" | "kind">) => ({
  group,
  kind,
  version,
});

interface NamedSchema {
  readonly name: string;
  readonly schema: object;
}

function builtinSchema(kind: Kind, schemas: Schemas): NamedSchema | undefined {
  const model = modelOf(kind);
  return model && { name: add(model, schemas), schema: schemas[nameOf(model)] ?? {} };
}

function customSchema(kind: Kind, schema: Schema, schemas: Schemas): NamedSchema {
  const { apiVersion, kind: kindField } = fieldsOf("V1Deployment", schemas);
  const metadata = modelNamed("V1ObjectMeta");
  return {
    name: `${kind.group.split(".").toReversed().join(".")}.${kind.version}.${kind.kind}`,
    schema: {
      ...schema,
      properties: {
        apiVersion,
        kind: kindField,
        metadata: metadata && reference(add(metadata, schemas)),
        ...schema.properties,
      },
    },
  };
}

/** apiVersion and kind are documented alike on every kind. */
function fieldsOf(model: string, schemas: Schemas): Record<string, object> {
  return Object.fromEntries((modelNamed(model)?.fields ?? []).map((field) => [field.name, property(field, schemas)]));
}

/** "V1DeploymentSpec" becomes "io.k8s.v1.DeploymentSpec": clients show what follows the last dot. */
function nameOf(model: Model): string {
  const name = goName(model);
  const prefix = model.name.slice(0, model.name.length - name.length);
  return `io.k8s.${prefix.replace(/(?<=[a-z])(?=V\d)/, ".").toLowerCase()}.${name}`;
}

function add(model: Model, schemas: Schemas): string {
  const name = nameOf(model);
  if (schemas[name]) return name;
  // Named before it is complete: some types contain themselves.
  const schema: Record<string, unknown> = (schemas[name] = { description: model.description, type: "object" });
  schema["properties"] = Object.fromEntries(model.fields.map((field) => [field.name, property(field, schemas)]));
  const required = model.fields.filter((field) => field.required).map((field) => field.name);
  if (required.length > 0) schema["required"] = required;
  return name;
}

function property(field: Field, schemas: Schemas): object {
  const description = field.description && { description: field.description };
  const type = typeOf(field.type);
  // A reference takes no neighbours in OpenAPI 3.0, so a documented one is wrapped.
  if (type.is === "model") return { allOf: [reference(add(type.model, schemas))], ...description };
  if (type.is === "int-or-string") return { allOf: [reference(INT_OR_STRING)], ...description };
  return { ...valueSchema(type, field, schemas), ...description };
}

function valueSchema(type: Type, field: Field, schemas: Schemas): object {
  switch (type.is) {
    case "array":
      return { type: "array", items: valueSchema(type.of, field, schemas) };
    case "map":
      return { type: "object", additionalProperties: valueSchema(type.of, field, schemas) };
    case "model":
      return reference(add(type.model, schemas));
    case "int-or-string":
      return reference(INT_OR_STRING);
    case "number":
      return { type: field.format === "double" ? "number" : "integer", ...(field.format && { format: field.format }) };
    case "any":
      return { type: "object" };
    default:
      // The library tells times with microseconds apart by a format of its own.
      return {
        type: type.is,
        ...(type.is === "string" && field.format && { format: field.format.replace(/-micro$/, "") }),
      };
  }
}

const reference = (name: string): object => ({ $ref: `#/components/schemas/${name}` });

/** "apis/apps/v1", "api/v1": how documents are named. */
export const documentName = (kind: Pick<Kind, "group" | "version">): string =>
  `${kind.group ? "apis" : "api"}/${apiVersionOf(kind)}`;
