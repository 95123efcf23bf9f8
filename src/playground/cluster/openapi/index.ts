import { createHash } from "node:crypto";
import type { Kind } from "../kinds/kind.ts";
import { pathsOf } from "./paths.ts";
import { documentName, schemasOf } from "./schemas.ts";

const documents = new WeakMap<readonly Kind[], Map<string, object>>();

/** Which documents there are. Clients keep each one for as long as its hash stays the same. */
export function openApiRoot(kinds: readonly Kind[]): object {
  const names = [...new Set(kinds.map(documentName))];
  const paths = names.map((name) => {
    const hash = createHash("sha512")
      .update(JSON.stringify(membersOf(kinds, name)))
      .digest("hex")
      .toUpperCase();
    return [name, { serverRelativeURL: `/openapi/v3/${name}?hash=${hash}` }];
  });
  return { paths: Object.fromEntries(paths) };
}

/** The documentation of one group and version, written when it is first asked for. */
export function openApiDocument(kinds: readonly Kind[], name: string): object | undefined {
  let known = documents.get(kinds);
  if (!known) documents.set(kinds, (known = new Map()));
  let document = known.get(name);
  if (!document) {
    const members = membersOf(kinds, name);
    if (members.length === 0) return undefined;
    document = {
      openapi: "3.0.0",
      info: { title: "Kubernetes", version: "v1.37.2" },
      paths: Object.assign({}, ...members.map(pathsOf)),
      components: { schemas: schemasOf(members) },
    };
    known.set(name, document);
  }
  return document;
}

const membersOf = (kinds: readonly Kind[], name: string): readonly Kind[] =>
  kinds.filter((kind) => documentName(kind) === name);
