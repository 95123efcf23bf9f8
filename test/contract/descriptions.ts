/** What a cluster says about its kinds. The embedded one has fewer; those that it has, it describes as the real one does. */
import { GONE, isReworded, OBLIGED } from "./since-1.36.ts";

export const common = (
  embedded: Record<string, unknown>,
  real: Record<string, unknown>,
): readonly [Record<string, unknown>, Record<string, unknown>] => [
  embedded,
  Object.fromEntries(Object.entries(real).filter(([name]) => name in embedded)),
];

interface Discovery {
  readonly kind: "APIGroupDiscoveryList";
  readonly items: readonly {
    readonly metadata: { readonly name?: string };
    readonly versions: readonly {
      readonly version: string;
      readonly resources: readonly { readonly resource: string }[];
    }[];
  }[];
}

export const isDiscovery = (body: unknown): body is Discovery =>
  (body as Partial<Discovery>).kind === "APIGroupDiscoveryList";

/** By group, version and plural. */
export const kindsOf = ({ items }: Discovery): Record<string, unknown> =>
  Object.fromEntries(
    items.flatMap(({ metadata, versions }) =>
      versions.flatMap(({ version, resources }) =>
        resources.map((one) => [`${metadata.name ?? ""}/${version}/${one.resource}`, one]),
      ),
    ),
  );

interface Schema {
  readonly $ref?: string;
  readonly allOf?: readonly Schema[];
  readonly type?: string;
  readonly format?: string;
  readonly description?: string;
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
  readonly additionalProperties?: Schema;
  readonly "x-kubernetes-group-version-kind"?: readonly { readonly kind: string }[];
}

interface Documentation {
  readonly openapi: string;
  readonly paths: Readonly<Record<string, Methods>>;
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> };
}

type Parameters = readonly { readonly name: string }[];

interface Operation {
  readonly parameters?: Parameters;
  readonly [field: string]: unknown;
}

interface Methods {
  /** Those that all methods have. */
  readonly parameters?: Parameters;
  readonly [method: string]: Operation | Parameters | undefined;
}

export const isDocumentation = (body: unknown): body is Documentation =>
  (body as Partial<Documentation>).openapi !== undefined;

/**
 * What a reader sees of every field, and what kubectl looks for before it asks. The embedded cluster's documents are
 * written from the client library's types: these know neither packages nor defaults nor how lists are merged, name no
 * choices, write quantities and times as plain strings, and say what a type is for, not what a field of it is for.
 */
export function documented({ paths, components: { schemas } }: Documentation): Record<string, unknown> {
  const found: Record<string, unknown> = {};
  for (const [path, methods] of Object.entries(paths))
    for (const method of ["get", "post", "put", "patch", "delete"])
      if (methods[method]) found[`${method} ${path}`] = offered(methods[method] as Operation, methods.parameters);
  for (const schema of Object.values(schemas)) {
    const kinds = schema["x-kubernetes-group-version-kind"];
    // DeleteOptions and WatchEvent belong to every group.
    if (kinds?.length === 1) describe(found, schemas, schema, kinds[0]?.kind ?? "", []);
  }
  return found;
}

const offered = (operation: Operation, shared: Parameters = []): unknown => ({
  kind: operation["x-kubernetes-group-version-kind"],
  action: operation["x-kubernetes-action"],
  dryRun: [...shared, ...(operation.parameters ?? [])].some(({ name }) => name === "dryRun"),
});

/** Types with a name of their own in Go alone, and whether the library has the field's own words about them. */
const SCALARS: Readonly<Record<string, { readonly type: string; readonly own: boolean }>> = {
  "io.k8s.apimachinery.pkg.api.resource.Quantity": { type: "string", own: true },
  "io.k8s.apimachinery.pkg.apis.meta.v1.Time": { type: "string", own: true },
  "io.k8s.apimachinery.pkg.apis.meta.v1.MicroTime": { type: "string", own: false },
  "io.k8s.apimachinery.pkg.apis.meta.v1.FieldsV1": { type: "object", own: true },
  "io.k8s.apimachinery.pkg.runtime.RawExtension": { type: "object", own: true },
  "io.k8s.apimachinery.pkg.util.intstr.IntOrString": { type: "int-or-string", own: false },
};

/** kubectl wraps lines by itself; the list of choices is made from what the library does not know. */
const readable = (description = ""): string =>
  description
    .replace(/\s+/g, " ")
    .replace(/ Possible enum values: .*/, "")
    .trim();

function describe(
  found: Record<string, unknown>,
  schemas: Documentation["components"]["schemas"],
  schema: Schema,
  path: string,
  inside: readonly string[],
): void {
  const name = (schema.$ref ?? schema.allOf?.[0]?.$ref)?.split("/").at(-1);
  const target = (name && schemas[name]) || schema;
  const scalar = SCALARS[name ?? ""];
  if (GONE.test(path)) return;
  found[path] = {
    description: isReworded(path) ? "" : readable((scalar?.own ? undefined : target.description) ?? schema.description),
    type: scalar ? scalar.type : name ? name.split(".").at(-1) : schema.type,
    format: target.format,
    required: OBLIGED.test(path) ? [] : target.required?.toSorted(),
  };
  if (name && inside.includes(name)) return; // a type that contains itself
  const within = name ? [...inside, name] : inside;
  for (const [field, one] of Object.entries(target.properties ?? {}))
    describe(found, schemas, one, `${path}.${field}`, within);
  if (target.items) describe(found, schemas, target.items, `${path}[]`, within);
  if (target.additionalProperties) describe(found, schemas, target.additionalProperties, `${path}{}`, within);
}
