import type { KubeObject } from "../controllers/controller.ts";
import type { Kind } from "../kinds/kind.ts";
import { badRequest, expired, StatusError } from "../status.ts";
import type { ObjectStore } from "../storage/store.ts";

export interface Page {
  readonly items: readonly KubeObject[];
  readonly resourceVersion: string;
  readonly continue?: string;
  readonly remaining?: number;
}

interface Token {
  readonly v: "meta.k8s.io/v1";
  /** The version of the first page: all pages show the cluster as it was then. */
  readonly rv: number;
  /** The last key of the page before. */
  readonly start: string;
}

export interface PageQuery {
  readonly limit: number;
  readonly token: string;
  readonly namespace: string | undefined;
  readonly matches: (object: KubeObject) => boolean;
  /** Nothing is said of what remains where a selector hides how much that is. */
  readonly selective: boolean;
}

/** @throws Expired when the first page is too long ago to go on from */
export function page(store: ObjectStore, { key }: Kind, query: PageQuery): Page {
  const { limit, namespace, matches, selective } = query;
  const token = query.token ? decodeToken(query.token) : undefined;
  const version = token?.rv ?? store.version;
  const all = token ? asOf(store, key, namespace, version) : store.list(key, namespace);
  const first = token ? all.findIndex((object) => keyOf(object) > token.start) : 0;
  const items: KubeObject[] = [];
  let next = first < 0 ? all.length : first;
  const most = limit || Number.POSITIVE_INFINITY;
  for (; next < all.length && items.length < most; next += 1) {
    const object = all[next];
    if (object && matches(object)) items.push(object);
  }
  const last = all[next - 1];
  if (next >= all.length || !last) return { items, resourceVersion: String(version) };
  return {
    items,
    resourceVersion: String(version),
    continue: encodeToken({ v: "meta.k8s.io/v1", rv: version, start: keyOf(last) }),
    ...(!selective && { remaining: all.length - next }),
  };
}

const keyOf = ({ metadata }: KubeObject): string =>
  metadata.namespace ? `${metadata.namespace}/${metadata.name}` : metadata.name;

/** The objects as they were at an earlier version: today's, with every later change taken back. */
function asOf(store: ObjectStore, key: string, namespace: string | undefined, version: number): readonly KubeObject[] {
  const changes = changesSince(store, key, version);
  if (changes.length === 0) return store.list(key, namespace);
  const objects = new Map(store.list(key, namespace).map((object) => [keyOf(object), object]));
  for (const { object, previous } of changes.toReversed()) {
    if (namespace !== undefined && object.metadata.namespace !== namespace) continue;
    if (previous) objects.set(keyOf(object), previous);
    else objects.delete(keyOf(object));
  }
  return [...objects.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, object]) => object);
}

function changesSince(store: ObjectStore, key: string, version: number) {
  try {
    return store.history.since(version, key);
  } catch (error) {
    if (!(error instanceof StatusError)) throw error;
    throw expired(
      "The provided continue parameter is too old to display a consistent list result. You can start a new list without the continue parameter, or use the continue token in this response to retrieve the remainder of the results. Continuing with the provided token results in an inconsistent list - objects that were created, modified, or deleted between the time the first chunk was returned and now may show up in the list.",
    );
  }
}

const encodeToken = (token: Token): string => Buffer.from(JSON.stringify(token)).toString("base64url");

function decodeToken(text: string): Token {
  try {
    const token = JSON.parse(Buffer.from(text, "base64url").toString()) as Token;
    if (Number.isInteger(token.rv) && typeof token.start === "string") return token;
  } catch {
    // Falls through to the same refusal as a token that is JSON but not ours.
  }
  throw badRequest("invalid continue token: continue key is not valid");
}
