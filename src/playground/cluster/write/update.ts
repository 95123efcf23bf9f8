import type { Answer, Api, ApiRequest } from "../api.ts";
import type { KubeObject } from "../controllers/controller.ts";
import { readBody, readObject } from "../http/body.ts";
import type { ResourceRoute } from "../http/route.ts";
import { representedAs, storedAs } from "../kinds/convert.ts";
import type { Kind } from "../kinds/kind.ts";
import { scopeOf } from "../read/list.ts";
import { showOne, viewOf } from "../read/represent.ts";
import { badRequest, invalid, notFound } from "../status.ts";
import type { WriteOptions } from "../storage/store.ts";
import { invalidValue } from "../validation/problem.ts";
import { decode } from "./decode.ts";
import { unknownFields, writeOptions } from "./options.ts";
import { applyPatch } from "./patch.ts";
import { typed } from "./typed.ts";

/** PUT and PATCH of an object or of its status: another version of the object, from the body or from what is there. */
export async function update(api: Api, request: ApiRequest, kind: Kind, route: ResourceRoute): Promise<Answer> {
  const { store } = api;
  const view = viewOf(request, kind, store.clock.now());
  const patching = request.route.verb === "patch";
  const options = writeOptions(request, kind, patching ? "Patch" : "Update");
  const sent = patching ? await readBody(request.message) : await readObject(request.message);
  const current = store.get(kind.key, scopeOf(kind, route.namespace), route.name);
  if (!current) throw notFound(kind, route.name);
  const next = Buffer.isBuffer(sent)
    ? applyPatch(request.message, sent, kind, representedAs(kind, current))
    : typed(store.kinds, kind, sent);
  const decoded = decode(kind, next, patching);
  const headers = unknownFields(request, kind, decoded);
  checkIdentity(kind, route, decoded.object);
  if (patching) checkImmutable(kind, current, decoded.object);
  const stored = storedAs(kind, store.kinds.stored(kind.key) ?? kind, decoded.object);
  return { code: 200, body: showOne(view, write(api, route, current, stored, options)), headers };
}

function write(
  { store }: Api,
  { subresource }: ResourceRoute,
  current: KubeObject,
  next: KubeObject,
  options: WriteOptions,
): KubeObject {
  if (subresource === "status") return store.updateStatus(next, options);
  const { deletionTimestamp, deletionGracePeriodSeconds } = current.metadata;
  // A deletion is asked for by DELETE alone, and cannot be taken back.
  const metadata = { ...next.metadata, deletionTimestamp, deletionGracePeriodSeconds } as KubeObject["metadata"];
  return store.update({ ...next, metadata }, options);
}

/** A patch changes an object that the server knows; a PUT merely describes one. @throws Invalid */
function checkImmutable(kind: Kind, current: KubeObject, { metadata }: KubeObject): void {
  const changed = (["uid", "deletionTimestamp"] as const).filter(
    (field) => metadata[field] !== current.metadata[field],
  );
  const problems = changed.map((field) => invalidValue(`metadata.${field}`, metadata[field], "field is immutable"));
  if (problems.length > 0) throw invalid(kind, current.metadata.name, problems);
}

function checkIdentity(kind: Kind, { namespace, name }: ResourceRoute, { metadata }: KubeObject): void {
  if (!metadata?.name)
    throw badRequest("the name of the object (based on metadata) was undeterminable: name must be provided");
  if (metadata.name !== name) {
    throw badRequest(`the name of the object (${metadata.name}) does not match the name on the URL (${name})`);
  }
  if (kind.namespaced && metadata.namespace && metadata.namespace !== namespace) {
    throw badRequest("the namespace of the provided object does not match the namespace sent on the request");
  }
  if (kind.namespaced) metadata.namespace = namespace;
  if (kind.custom && !metadata.resourceVersion) {
    throw invalid({ ...kind, kind: kind.plural }, name, [
      invalidValue("metadata.resourceVersion", 0, "must be specified for an update"),
    ]);
  }
}
