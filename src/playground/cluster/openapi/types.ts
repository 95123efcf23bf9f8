import type { Kind } from "../kinds/kind.ts";
import { type Model, modelNamed } from "./models.ts";

/** A type of the client library, taken apart. */
export type Type =
  | { readonly is: "array" | "map"; readonly of: Type }
  | { readonly is: "model"; readonly model: Model }
  | { readonly is: "string" | "number" | "boolean" | "int-or-string" | "any" };

const SCALARS: Readonly<Record<string, Type>> = {
  string: { is: "string" },
  Date: { is: "string" },
  V1MicroTime: { is: "string" },
  number: { is: "number" },
  boolean: { is: "boolean" },
  IntOrString: { is: "int-or-string" },
};

const known = new Map<string, Type>();

/** @param text as the library writes it: "Array<V1Container>" */
export function typeOf(text: string): Type {
  let type = known.get(text);
  if (!type) known.set(text, (type = parse(text)));
  return type;
}

function parse(text: string): Type {
  const [, item] = /^Array<(.+)>$/.exec(text) ?? [];
  if (item) return { is: "array", of: typeOf(item) };
  const [, value] = /^\{ \[key: string\]: (.+); \}$/.exec(text) ?? [];
  if (value) return { is: "map", of: typeOf(value) };
  const scalar = SCALARS[text];
  if (scalar) return scalar;
  const model = modelNamed(text);
  return model && model.fields.length > 0 ? { is: "model", model } : { is: "any" };
}

const GROUP_PREFIXES: Readonly<Record<string, string>> = { "": "Core", "events.k8s.io": "Events" };

/** The library's class for a kind. Where two groups share a name, as with Event, the class names its group. */
export function modelOf({ group, version, kind }: Pick<Kind, "group" | "version" | "kind">): Model | undefined {
  const name = `${version[0]?.toUpperCase()}${version.slice(1)}${kind}`;
  return modelNamed(name) ?? modelNamed(`${GROUP_PREFIXES[group] ?? ""}${name}`);
}

/** How Go names the type: "V1DeploymentSpec" is DeploymentSpec there. */
export const goName = ({ name }: Model): string => name.replace(/^([A-Z][a-z]+)?V\d+((alpha|beta)\d+)?/, "");
