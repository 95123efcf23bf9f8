/** Reading an OpenAPI v3 document as `kubectl explain` does: from a kind along a path of fields. Pure. */
import type { FieldDoc } from "./fields.ts";

export interface Schema {
  readonly $ref?: string;
  /** How a reference gets a description of its own: [{ $ref }]. */
  readonly allOf?: readonly Schema[];
  readonly type?: string;
  readonly description?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly additionalProperties?: Schema | boolean;
  readonly enum?: readonly unknown[];
  readonly "x-kubernetes-int-or-string"?: boolean;
  readonly "x-kubernetes-group-version-kind"?: readonly GroupVersionKind[];
}

export interface GroupVersionKind {
  readonly group: string;
  readonly version: string;
  readonly kind: string;
}

/** Of one document: "io.k8s.api.apps.v1.Deployment" and what it refers to. */
export type Schemas = Readonly<Record<string, Schema>>;

/** The path leads nowhere: this step is unknown, those are known in its place. */
export interface NoSuchField {
  readonly path: string;
  readonly step: string;
  readonly known: readonly string[];
}

/** @returns undefined where the document does not have the kind */
export function fieldDoc(
  schemas: Schemas,
  { group, version, kind }: GroupVersionKind,
  path: readonly string[],
): FieldDoc | NoSuchField | undefined {
  const root = Object.values(schemas).find((schema) =>
    schema["x-kubernetes-group-version-kind"]?.some(
      (one) => one.kind === kind && one.version === version && one.group === group,
    ),
  );
  if (!root) return undefined;
  let at = root;
  let required = false;
  for (const [i, step] of path.entries()) {
    const inside = fieldsOf(schemas, at);
    const next = Object.hasOwn(inside.properties, step) ? inside.properties[step] : undefined;
    if (!next) return { path: path.slice(0, i + 1).join("."), step, known: Object.keys(inside.properties) };
    required = inside.required.includes(step);
    at = next;
  }
  const { properties, required: needed } = fieldsOf(schemas, at);
  return {
    ...{ kind, group, version, path: path.join("."), required },
    type: path.length === 0 ? kind : typeOf(at),
    description: described(schemas, at),
    choices: choicesOf(schemas, at),
    children: Object.entries(properties)
      .map(([name, field]) => {
        return { name, type: typeOf(field), required: needed.includes(name), description: described(schemas, field) };
      })
      .toSorted((a, b) => (a.name < b.name ? -1 : 1)),
  };
}

const referred = ({ $ref, allOf }: Schema): string | undefined => ($ref ?? allOf?.[0]?.$ref)?.split("/").at(-1);

/** Behind its reference, where it is one. */
function resolve(schemas: Schemas, schema: Schema): Schema {
  const name = referred(schema);
  return (name === undefined ? undefined : schemas[name]) ?? schema;
}

/** A path goes through lists and maps as if they were their elements: pod.spec.containers.ports */
function elements(schemas: Schemas, schema: Schema): Schema {
  const { items, additionalProperties } = resolve(schemas, schema);
  const inner = items ?? (typeof additionalProperties === "object" ? additionalProperties : undefined);
  return inner ? elements(schemas, inner) : resolve(schemas, schema);
}

function fieldsOf(schemas: Schemas, schema: Schema) {
  const { properties = {}, required = [] } = elements(schemas, schema);
  return { properties, required };
}

/** "DeploymentStrategy", "[]Container", "map[string]string", "integer", "Object" */
function typeOf(schema: Schema): string {
  const { items, additionalProperties, type } = schema;
  const name = referred(schema);
  if (name !== undefined) return name.split(".").at(-1) ?? name;
  if (schema["x-kubernetes-int-or-string"]) return "IntOrString";
  if (items) return `[]${typeOf(items)}`;
  if (typeof additionalProperties === "object") return `map[string]${typeOf(additionalProperties)}`;
  return type === undefined || type === "object" ? "Object" : type;
}

/** What the field says of itself, then what its type does. */
function described(schemas: Schemas, schema: Schema): string {
  const { items } = schema;
  const own = schema.description ?? "";
  const type = resolve(schemas, items ?? schema).description ?? "";
  return own === type ? own : [own, type].filter((part) => part !== "").join("\n");
}

const choicesOf = (schemas: Schemas, schema: Schema): readonly string[] =>
  (elements(schemas, schema).enum ?? []).map(String).toSorted();
