import type { KubeObject } from "../controllers/controller.ts";
import { builtinKinds } from "./builtin.ts";
import { customKinds } from "./custom.ts";
import { apiVersionOf, type Kind } from "./kind.ts";

/** Every kind that is served now: the built-in ones, those of added API servers, and those of the CustomResourceDefinitions. */
export class Kinds {
  readonly #always: readonly Kind[];
  #kinds: readonly Kind[] = [];
  #byPath = indexByPath([]);
  #byType = indexByType([]);
  #byKey = indexByKey([]);

  /** @param added what an API server of its own adds, such as metrics-server */
  constructor(added: readonly Kind[] = []) {
    this.#always = [...builtinKinds, ...added];
    this.define([]);
  }

  all(): readonly Kind[] {
    return this.#kinds;
  }

  /** By what the URL names. */
  at(group: string, version: string, plural: string): Kind | undefined {
    return this.#byPath.get(`${group}/${version}/${plural}`);
  }

  /** By what the manifest names. */
  of(object: Pick<KubeObject, "apiVersion" | "kind">): Kind | undefined {
    return this.#byType.get(`${object.apiVersion}/${object.kind}`);
  }

  /** By the store's name, in the version that is stored. */
  stored(key: string): Kind | undefined {
    return this.#byKey.get(key);
  }

  /** Serves what these CustomResourceDefinitions define, beside the built-in kinds, and nothing else. */
  define(definitions: readonly KubeObject[]): void {
    this.#kinds = [...this.#always, ...definitions.flatMap(customKinds)];
    this.#byPath = indexByPath(this.#kinds);
    this.#byType = indexByType(this.#kinds);
    this.#byKey = indexByKey(this.#kinds);
  }
}

const indexByPath = (kinds: readonly Kind[]) =>
  new Map(kinds.map((kind) => [`${kind.group}/${kind.version}/${kind.plural}`, kind]));

const indexByType = (kinds: readonly Kind[]) =>
  new Map(kinds.map((kind) => [`${apiVersionOf(kind)}/${kind.kind}`, kind]));

/** The first of several kinds with one key is the one that is stored, so later ones must not replace it. */
const indexByKey = (kinds: readonly Kind[]) => new Map(kinds.toReversed().map((kind) => [kind.key, kind]));
