import type { Answer, Api, ApiRequest } from "../api.ts";
import type { KubeObject } from "../controllers/controller.ts";
import { readObject } from "../http/body.ts";
import type { ResourceRoute } from "../http/route.ts";
import { storedAs } from "../kinds/convert.ts";
import type { Kind } from "../kinds/kind.ts";
import { showOne, viewOf } from "../read/represent.ts";
import { badRequest, forbidden, notFound } from "../status.ts";
import type { ObjectStore } from "../storage/store.ts";
import { decode } from "./decode.ts";
import { typed } from "./typed.ts";
import { unknownFields, writeOptions } from "./options.ts";

export async function create(
  { store }: Api,
  request: ApiRequest,
  kind: Kind,
  { namespace }: ResourceRoute,
): Promise<Answer> {
  const view = viewOf(request, kind, store.clock.now());
  const options = writeOptions(request, kind, "Create");
  const decoded = decode(kind, typed(store.kinds, kind, await readObject(request.message)));
  const headers = unknownFields(request, kind, decoded);
  const { status: _status, metadata, ...object } = decoded.object;
  // What the server decides is not the client's to say.
  const {
    uid: _uid,
    resourceVersion,
    generation: _g,
    creationTimestamp: _c,
    deletionTimestamp: _d,
    ...own
  } = metadata ?? {};
  if (resourceVersion) throw badRequest("resourceVersion should not be set on objects to be created");
  if (kind.namespaced) checkNamespace(store, kind, own.name ?? "", own.namespace, namespace);
  const stored = store.kinds.stored(kind.key) ?? kind;
  const manifest = {
    ...object,
    ...(!kind.hasStatus && decoded.object.status !== undefined && { status: decoded.object.status }),
    metadata: { ...own, ...(kind.namespaced && { namespace }) },
  } as KubeObject;
  const created = store.create(storedAs(kind, stored, manifest), options);
  return { code: 201, body: showOne(view, created), headers };
}

function checkNamespace(
  store: ObjectStore,
  kind: Kind,
  name: string,
  own: string | undefined,
  namespace: string,
): void {
  if (own && own !== namespace) {
    throw badRequest("the namespace of the provided object does not match the namespace sent on the request");
  }
  const found = store.get("Namespace", undefined, namespace);
  if (!found) throw notFound({ group: "", plural: "namespaces" }, namespace);
  if (!found.metadata.deletionTimestamp) return;
  const why = `unable to create new content in namespace ${namespace} because it is being terminated`;
  throw forbidden(kind, name, why, [
    {
      reason: "NamespaceTerminating",
      message: `namespace ${namespace} is being terminated`,
      field: "metadata.namespace",
    },
  ]);
}
