import { type Answer, type Api, type ApiRequest, ok } from "../api.ts";
import type { KubeObject } from "../controllers/controller.ts";
import type { Kind } from "../kinds/kind.ts";
import type { ResourceRoute } from "../http/route.ts";
import { badRequest, notFound } from "../status.ts";
import { parseFieldSelector } from "./fields.ts";
import { parseLabelSelector } from "./labels.ts";
import { page } from "./page.ts";
import { checkVersion } from "./version.ts";
import { showOne, showPage, viewOf } from "./represent.ts";

export function get({ store }: Api, request: ApiRequest, kind: Kind, { namespace, name }: ResourceRoute): Answer {
  const view = viewOf(request, kind, store.clock.now());
  const object = store.get(kind.key, scopeOf(kind, namespace), name);
  if (!object) throw notFound(kind, name);
  return ok(showOne(view, object));
}

export function list({ store }: Api, request: ApiRequest, kind: Kind, { namespace }: ResourceRoute): Answer {
  const { query } = request.route;
  const view = viewOf(request, kind, store.clock.now());
  checkVersion(query, store.version);
  const found = page(store, kind, {
    limit: limitOf(query),
    token: query.get("continue") ?? "",
    namespace: namespace || undefined,
    matches: matcher(query, kind),
    selective: Boolean(query.get("labelSelector") || query.get("fieldSelector")),
  });
  return ok(showPage(view, found));
}

/** What label and field selectors of a request leave. */
export function matcher(query: URLSearchParams, { key }: Kind): (object: KubeObject) => boolean {
  const labels = parseLabelSelector(query.get("labelSelector"));
  const fields = parseFieldSelector(query.get("fieldSelector"), key);
  return (object) => labels(object.metadata.labels) && fields(object);
}

/** The namespace of an object as the store knows it: none for kinds of the whole cluster. */
export const scopeOf = (kind: Kind, namespace: string): string | undefined => (kind.namespaced ? namespace : undefined);

function limitOf(query: URLSearchParams): number {
  const limit = Number(query.get("limit") ?? 0);
  if (!Number.isInteger(limit))
    throw badRequest(`strconv.ParseInt: parsing ${JSON.stringify(query.get("limit"))}: invalid syntax`);
  return Math.max(0, limit);
}
