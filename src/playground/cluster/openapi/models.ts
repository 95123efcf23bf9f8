import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

/**
 * What the Kubernetes types look like, read from the client library that this project depends on anyway: its classes
 * name every field with its type, its declarations carry the documentation. Read one file at a time, when asked for.
 */

export interface Field {
  readonly name: string;
  /** As the library writes it: "string", "number", "Array<V1Container>", "{ [key: string]: string; }", "V1PodSpec". */
  readonly type: string;
  /** "int32", "date-time", "int-or-string" or nothing. */
  readonly format: string;
  readonly description: string;
  readonly required: boolean;
}

export interface Model {
  readonly name: string;
  readonly description: string;
  readonly fields: readonly Field[];
}

const require = createRequire(import.meta.url);
const folder = join(dirname(require.resolve("@kubernetes/client-node/package.json")), "dist", "gen", "models");
const known = new Map<string, Model | undefined>();

/** @param name of the library's class: "V1Deployment" */
export function modelNamed(name: string): Model | undefined {
  if (!known.has(name)) known.set(name, read(name));
  return known.get(name);
}

/** The documentation of one field, "" where there is none. */
export const fieldDescription = (model: string, field: string): string =>
  modelNamed(model)?.fields.find(({ name }) => name === field)?.description ?? "";

interface Attribute {
  readonly name: string;
  readonly baseName: string;
  readonly type: string;
  readonly format: string;
}

function read(name: string): Model | undefined {
  const file = join(folder, name);
  if (!/^\w+$/.test(name) || !existsSync(`${file}.js`)) return undefined;
  const attributes = (require(`${file}.js`) as Record<string, { attributeTypeMap: readonly Attribute[] }>)[name]
    ?.attributeTypeMap;
  const { description, properties } = declarations(readFileSync(`${file}.d.ts`, "utf8"));
  return {
    name,
    description,
    fields: (attributes ?? []).map(({ name: property, baseName, type, format }) => ({
      name: baseName,
      type,
      format,
      description: properties.get(property)?.description ?? "",
      required: properties.get(property)?.required ?? false,
    })),
  };
}

interface Declarations {
  readonly description: string;
  readonly properties: ReadonlyMap<string, { readonly description: string; readonly required: boolean }>;
}

const PROPERTY = /(?:\/\*\*\n((?: *\*.*\n)*?) *\*\/\n)? *'(\w+)'(\??): /g;
const CLASS = /\/\*\*\n((?: ?\*(?!\/).*\n)*?) ?\*\/\nexport declare class/;

function declarations(source: string): Declarations {
  const properties = new Map(
    [...source.matchAll(PROPERTY)].map(([, comment = "", name = "", optional]) => [
      name,
      { description: plain(comment), required: optional === "" },
    ]),
  );
  return { description: plain(CLASS.exec(source)?.[1] ?? ""), properties };
}

/**
 * The generator put the text on one line and escaped its quotes. An empty line became two spaces, which some authors
 * write themselves; the one that every kind's metadata has is put back.
 */
const plain = (comment: string): string =>
  comment
    .replace(/^ *\* ?/gm, "")
    .trim()
    .replace(/\\(["'])/g, "$1")
    .replace(/ {2}(?=Populated by the system)/g, "\n\n");
