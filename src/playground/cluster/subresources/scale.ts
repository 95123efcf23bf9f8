import { type Answer, type Api, type ApiRequest, ok } from "../api.ts";
import { readPath } from "../columns/json-path.ts";
import { scalePrinter } from "../columns/plain.ts";
import { selectorText } from "../columns/format.ts";
import type { KubeObject } from "../controllers/controller.ts";
import { readBody, readObject } from "../http/body.ts";
import type { ResourceRoute } from "../http/route.ts";
import type { Kind, ScalePaths } from "../kinds/kind.ts";
import { shapeOf } from "../read/accept.ts";
import { scopeOf } from "../read/list.ts";
import { includeOf, partial, printTable } from "../read/table.ts";
import { badRequest, invalid, notFound } from "../status.ts";
import { copy } from "../storage/copy.ts";
import { checkPreconditions } from "../storage/preconditions.ts";
import { notNegative } from "../validation/problem.ts";
import { writeOptions } from "../write/options.ts";
import { applyPatch } from "../write/patch.ts";
import { typed } from "../write/typed.ts";

/** The number of replicas of anything that has one, read and written without knowing its kind. */
export async function scale(api: Api, request: ApiRequest, kind: Kind, route: ResourceRoute): Promise<Answer> {
  const now = api.store.clock.now();
  if (request.route.verb === "get") return ok(shown(request, current(api, kind, route).scale, now));
  const patching = request.route.verb === "patch";
  const options = writeOptions(request, kind, patching ? "Patch" : "Update");
  const sent = patching ? await readBody(request.message) : await readObject(request.message);
  // Only now, since the object may have changed while the body was on its way.
  const { object, scale: before, paths } = current(api, kind, route);
  const wanted = typed(
    api.store.kinds,
    { group: "autoscaling", version: "v1", kind: "Scale" },
    Buffer.isBuffer(sent) ? applyPatch(request.message, sent, {}, before) : sent,
  );
  check(kind, object, wanted);
  const next = copy(object);
  setPath(next, paths.specReplicasPath, wanted.spec?.replicas ?? 0);
  return ok(shown(request, scaleOf(api.store.update(next, options), paths), now));
}

function current({ store }: Api, kind: Kind, { namespace, name }: ResourceRoute) {
  const object = store.get(kind.key, scopeOf(kind, namespace), name);
  if (!object || !kind.scale) throw notFound(kind, name);
  return { object, paths: kind.scale, scale: scaleOf(object, kind.scale) };
}

function scaleOf(object: KubeObject, paths: ScalePaths): KubeObject {
  const { name, namespace, uid, resourceVersion, creationTimestamp } = object.metadata;
  const replicas = readPath(object, paths.specReplicasPath);
  const selector = paths.labelSelectorPath
    ? readPath(object, paths.labelSelectorPath)
    : selectorText(object.spec.selector);
  return {
    kind: "Scale",
    apiVersion: "autoscaling/v1",
    metadata: { name, ...(namespace && { namespace }), uid, resourceVersion, creationTimestamp },
    // Zero is no number in Go's JSON: a workload at rest has an empty spec here.
    spec: replicas ? { replicas } : {},
    status: { replicas: readPath(object, paths.statusReplicasPath) ?? 0, ...(selector ? { selector } : {}) },
  };
}

function shown({ message, route }: ApiRequest, scaled: KubeObject, now: number): unknown {
  const shape = shapeOf(message.headers.accept);
  if (shape === "full") return scaled;
  if (shape === "metadata") return partial(scaled);
  const { resourceVersion } = scaled.metadata;
  return printTable(scalePrinter, [scaled], { resourceVersion }, { include: includeOf(route.query), now });
}

/** @throws BadRequest, Conflict, Invalid */
function check(kind: Kind, object: KubeObject, { metadata, spec }: KubeObject): void {
  const { name } = object.metadata;
  if (metadata?.name !== name) {
    throw badRequest(`the name of the object (${metadata?.name}) does not match the name on the URL (${name})`);
  }
  checkPreconditions(kind, object, { ...object, metadata });
  const problems = notNegative("spec.replicas", spec?.replicas);
  if (problems.length > 0) throw invalid({ group: "autoscaling", kind: "Scale" }, name, problems);
}

function setPath(object: KubeObject, path: string, value: unknown): void {
  const keys = path.split(".").slice(1);
  const last = keys.pop() ?? "";
  let target: Record<string, unknown> = object;
  for (const key of keys) target = (target[key] ??= {}) as Record<string, unknown>;
  target[last] = value;
}
