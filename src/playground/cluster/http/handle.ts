import { review } from "../access/reviews.ts";
import type { Answer, Api, ApiRequest } from "../api.ts";
import { answerPath, unserved } from "../discovery/paths.ts";
import type { Kind } from "../kinds/kind.ts";
import { get, list } from "../read/list.ts";
import { usage } from "../read/usage.ts";
import { watch } from "../read/watch.ts";
import { methodNotAllowed, noSuchResource, StatusError } from "../status.ts";
import { evict } from "../subresources/eviction.ts";
import { log } from "../subresources/log.ts";
import { scale } from "../subresources/scale.ts";
import { create } from "../write/create.ts";
import { remove, removeCollection } from "../write/delete.ts";
import { update } from "../write/update.ts";
import type { ResourceRoute } from "./route.ts";

type Handler = (
  api: Api,
  request: ApiRequest,
  kind: Kind,
  route: ResourceRoute,
) => Answer | undefined | Promise<Answer | undefined>;

const VERBS: Readonly<Record<string, Handler>> = {
  get,
  list,
  watch,
  create,
  update,
  patch: update,
  delete: remove,
  deletecollection: removeCollection,
};

/** Subresources by name, each with the verbs that are served here. */
const SUBRESOURCES: Readonly<Record<string, Readonly<Record<string, Handler>>>> = {
  status: { get, update, patch: update },
  scale: { get: scale, update: scale, patch: scale },
  log: { get: log },
  eviction: { create: evict },
};

/** What is done to one object. */
const NAMED: ReadonlySet<string> = new Set(["update", "patch"]);

/** A namespaced kind is created, named and emptied in one namespace only. */
const ACROSS_NAMESPACES: ReadonlySet<string> = new Set(["list", "watch"]);

/**
 * Finds who answers a request that is allowed.
 * @returns nothing where the handler streams its answer
 */
export async function handle(api: Api, request: ApiRequest): Promise<Answer | undefined> {
  const { resource, verb } = request.route;
  if (!resource) return answerPath(api, request);
  const kind = api.store.kinds.at(resource.group, resource.version, resource.plural);
  if (!kind && !api.store.kinds.all().some((one) => one.group === resource.group && !one.custom)) return unserved;
  if (!kind || (resource.namespace && !kind.namespaced && kind.key !== "Namespace")) throw noSuchResource();
  if (resource.subresource) return subresource(kind, resource, verb)(api, request, kind, resource);
  const handler = kind.verbs.includes(verb) ? VERBS[verb] : undefined;
  if (!handler || (resource.name ? verb === "create" : NAMED.has(verb))) throw methodNotAllowed();
  if (kind.group === "metrics.k8s.io") return usage(api, request, kind, resource);
  if (!kind.verbs.includes("get")) return review(api, request, kind);
  if (kind.namespaced && !resource.namespace && !ACROSS_NAMESPACES.has(verb)) {
    throw resource.name ? noSuchResource() : methodNotAllowed();
  }
  return handler(api, request, kind, resource);
}

function subresource(kind: Kind, { subresource: name }: ResourceRoute, verb: string): Handler {
  const declared = kind.subresources.find((one) => one.name === name);
  if (!declared) throw noSuchResource();
  if (!declared.verbs.includes(verb)) throw methodNotAllowed();
  const handler = SUBRESOURCES[name]?.[verb];
  if (handler) return handler;
  const what = `${kind.plural}/${name}`;
  throw new StatusError(501, "NotImplemented", `the embedded cluster does not serve ${what}`);
}
