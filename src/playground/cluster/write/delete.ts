import { type Answer, type Api, type ApiRequest, ok } from "../api.ts";
import type { KubeObject } from "../controllers/controller.ts";
import { requestDeletion } from "../controllers/deletion.ts";
import { isTerminal } from "../controllers/objects/pods.ts";
import { rfc3339 } from "../controllers/time.ts";
import type { ResourceRoute } from "../http/route.ts";
import { type Kind, storeKey } from "../kinds/kind.ts";
import { matcher, scopeOf } from "../read/list.ts";
import { showOne, showPage, viewOf } from "../read/represent.ts";
import { forbidden, notFound, success } from "../status.ts";
import { copy } from "../storage/copy.ts";
import type { ObjectStore } from "../storage/store.ts";
import { checkDeletion, type DeleteOptions, deleteOptions, finalizerFor } from "./delete-options.ts";

/** Kinds that answer a deletion with the object itself, where others answer "Success". */
const RETURNS_OBJECT: ReadonlySet<string> = new Set([
  "Namespace",
  "PersistentVolumeClaim",
  "Pod",
  "ResourceQuota",
  "Service",
  "ServiceAccount",
]);

const PROTECTED: ReadonlySet<string> = new Set(["default", "kube-system", "kube-public"]);

export async function remove(
  { store }: Api,
  request: ApiRequest,
  kind: Kind,
  { namespace, name }: ResourceRoute,
): Promise<Answer> {
  const options = await deleteOptions(request);
  const object = store.get(kind.key, scopeOf(kind, namespace), name);
  if (!object) throw notFound(kind, name);
  const left = deleteOne(store, kind, object, options);
  if (left || RETURNS_OBJECT.has(kind.key)) {
    const shown = showOne(viewOf(request, kind, store.clock.now()), left ?? marked(store, object, options));
    return { code: 200, body: shown, headers: warnings(kind, options) };
  }
  return ok(success({ name, group: kind.group, kind: kind.plural, uid: object.metadata.uid }));
}

export async function removeCollection(
  { store }: Api,
  request: ApiRequest,
  kind: Kind,
  { namespace }: ResourceRoute,
): Promise<Answer> {
  const options = await deleteOptions(request);
  const matches = matcher(request.route.query, kind);
  const items = store.list(kind.key, namespace || undefined).filter(matches);
  for (const object of items) deleteOne(store, kind, object, options);
  return ok(showPage(viewOf(request, kind, store.clock.now()), { items, resourceVersion: String(store.version) }));
}

/**
 * Deletes an object, or begins to.
 * @returns what is still there: an object with a grace period or a finalizer goes later
 * @throws Conflict when a precondition does not hold
 */
export function deleteOne(
  store: ObjectStore,
  kind: Kind,
  object: KubeObject,
  options: DeleteOptions,
): KubeObject | undefined {
  const { name, namespace } = object.metadata;
  checkDeletion(kind, object, options);
  if (kind.key === "Namespace" && PROTECTED.has(name)) throw forbidden(kind, name, "this namespace may not be deleted");
  if (options.dryRun?.length) return undefined;
  const prepared = prepare(store, object, options);
  if (prepared) requestDeletion(store, store.clock, prepared, options.gracePeriodSeconds);
  const left = store.get(storeKey(object), namespace, name);
  return left?.metadata.uid === object.metadata.uid ? left : undefined;
}

const PRESERVED =
  "child pods are preserved by default when jobs are deleted; set propagationPolicy=Background to remove them or set propagationPolicy=Orphan to suppress this warning";

function warnings({ key }: Kind, { propagationPolicy, orphanDependents }: DeleteOptions): Record<string, string> {
  const silent = key !== "Job" || propagationPolicy !== undefined || orphanDependents !== undefined;
  return silent ? {} : { warning: `299 - ${JSON.stringify(PRESERVED)}` };
}

/** A pod that went at once, or would go, as it was marked the moment before. */
function marked(store: ObjectStore, object: KubeObject, { gracePeriodSeconds }: DeleteOptions): KubeObject {
  if (object.kind !== "Pod") return object;
  const { generation = 0, ...metadata } = object.metadata;
  const running = object.spec.nodeName && !isTerminal(object);
  const grace = running ? (gracePeriodSeconds ?? object.spec.terminationGracePeriodSeconds) : 0;
  const deletionTimestamp = rfc3339(store.clock.now() + grace * 1000);
  return {
    ...object,
    metadata: { ...metadata, generation: generation + 1, deletionTimestamp, deletionGracePeriodSeconds: grace },
  };
}

/** The object with the finalizers that its way of deletion needs; nothing when it is on its way already. */
function prepare(store: ObjectStore, object: KubeObject, options: DeleteOptions): KubeObject | undefined {
  if (object.kind === "Namespace") return beginNamespace(store, object);
  const finalizer = finalizerFor(object, options);
  const finalizers = object.metadata.finalizers ?? [];
  if (!finalizer || finalizers.includes(finalizer)) return object;
  return { ...object, metadata: { ...object.metadata, finalizers: [...finalizers, finalizer] } };
}

/** A namespace is emptied first; the store lets it go then. */
function beginNamespace(store: ObjectStore, namespace: KubeObject): undefined {
  if (namespace.metadata.deletionTimestamp) return;
  const { phase: _phase, ...status } = namespace.status;
  store.updateStatus({ ...copy(namespace), status: { ...status, phase: "Terminating" } });
  const terminating = copy(store.get("Namespace", undefined, namespace.metadata.name) ?? namespace);
  terminating.metadata.deletionTimestamp = rfc3339(store.clock.now());
  store.update(terminating);
}
