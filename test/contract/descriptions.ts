/** What a cluster says about its kinds. The embedded one has fewer; those that it has, it describes as the real one does. */

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
  readonly enum?: readonly string[];
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
  readonly additionalProperties?: Schema;
  readonly "x-kubernetes-group-version-kind"?: readonly { readonly kind: string }[];
}

interface Documentation {
  readonly openapi: string;
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> };
}

interface Operation {
  readonly parameters?: readonly { readonly name: string }[];
  readonly [field: string]: unknown;
}

export const isDocumentation = (body: unknown): body is Documentation =>
  (body as Partial<Documentation>).openapi !== undefined;

/**
 * What a reader sees of every field, and what kubectl looks for before it asks. The embedded cluster's documents are
 * written from the client library's types: these know neither packages nor defaults nor how lists are merged.
 */
export function documented({ paths, components: { schemas } }: Documentation): Record<string, unknown> {
  const found: Record<string, unknown> = {};
  for (const [path, methods] of Object.entries(paths))
    for (const method of ["get", "post", "put", "patch", "delete"])
      if (methods[method]) found[`${method} ${path}`] = offered(methods[method]);
  for (const schema of Object.values(schemas)) {
    const kinds = schema["x-kubernetes-group-version-kind"];
    // DeleteOptions and WatchEvent belong to every group.
    if (kinds?.length === 1) describe(found, schemas, schema, kinds[0]?.kind ?? "", []);
  }
  return found;
}

const offered = (operation: Operation): unknown => ({
  kind: operation["x-kubernetes-group-version-kind"],
  action: operation["x-kubernetes-action"],
  dryRun: operation.parameters?.some(({ name }) => name === "dryRun") ?? false,
});

function describe(
  found: Record<string, unknown>,
  schemas: Documentation["components"]["schemas"],
  schema: Schema,
  path: string,
  inside: readonly string[],
): void {
  const name = (schema.$ref ?? schema.allOf?.[0]?.$ref)?.split("/").at(-1);
  const target = (name && schemas[name]) || schema;
  found[path] = {
    // kubectl wraps lines by itself.
    description: (schema.description || target.description || "").replace(/\s+/g, " "),
    type: name ? name.split(".").at(-1) : schema.type,
    format: target.format,
    required: target.required?.toSorted(),
    choices: target.enum,
  };
  if (name && inside.includes(name)) return; // a type that contains itself
  const within = name ? [...inside, name] : inside;
  for (const [field, one] of Object.entries(target.properties ?? {}))
    describe(found, schemas, one, `${path}.${field}`, within);
  if (target.items) describe(found, schemas, target.items, `${path}[]`, within);
  if (target.additionalProperties) describe(found, schemas, target.additionalProperties, `${path}{}`, within);
}
