/**
 * From "these fields should read so" to a Change: one conditional API call, and what a server-side dry-run says it does.
 *
 * The precondition binds uid and spec, not status: while readiness flaps, resourceVersion moves every second or two and a
 * press eight seconds after the preview would always be refused. Generation moves only when somebody changes the spec.
 */
import { difference, isMap } from "../kubernetes/difference.ts";
import type { Kind, KubeObject } from "../kubernetes/object.ts";
import type { ApiCall, Change, JsonPatch, Target } from "./change.ts";
import type { Context } from "./context.ts";
import { figuresOf } from "./figures.ts";

type Words = Pick<Change, "title" | "done" | "label" | "warnings" | "undo" | "follow" | "kubectl">;

/** @param object as it was just read: its uid and generation become the precondition */
export function targetOf(ctx: Context, kind: Kind, object: KubeObject): Target {
  const { name, namespace, uid, generation } = object.metadata;
  if (uid === undefined) throw new Error(`${kind.resource}/${name} came without a uid`);
  const { group, version, resource, kind: word } = kind;
  const named = { cluster: ctx.cluster.name, group, version, resource, kind: word, name, uid };
  return { ...named, ...(namespace !== undefined && { namespace }), ...(generation !== undefined && { generation }) };
}

/**
 * A change of some fields of one object.
 * @param set JSON pointers to the values they should have; undefined removes a field
 * @param scale patch the object's Scale instead, which is a right of its own. Its number of replicas stands in the object
 * too, so it need not be read first.
 */
export async function patching(
  ctx: Context,
  kind: Kind,
  object: KubeObject,
  {
    set,
    scale = false,
    ...words
  }: Words & { readonly set: Readonly<Record<string, unknown>>; readonly scale?: boolean },
): Promise<Change> {
  const target = targetOf(ctx, kind, object);
  const doing = figuresOf(ctx, object);
  doing.catch(() => {}); // it is heard below, or what goes wrong before then is
  const before = scale ? scaleOf(object) : object;
  const call: ApiCall = {
    verb: "patch",
    patch: patch(before, target.uid, set),
    ...(scale && { subresource: "scale" }),
  };
  const after = await ctx.cluster.preview(target, call);
  const figures = await doing;
  return {
    ...{ change: true, target, call, diff: difference(before, scale ? scaleOf(after) : after) },
    ...(figures.length > 0 && { figures }),
    ...words,
  };
}

/** What can be changed of a Scale, which leaves 0 out (k8s.io/api/autoscaling/v1, ScaleSpec). */
const scaleOf = ({ spec }: KubeObject): Partial<KubeObject> => ({
  spec: spec?.replicas ? { replicas: spec.replicas } : {},
});

function patch(before: Partial<KubeObject>, uid: string, set: Readonly<Record<string, unknown>>): JsonPatch {
  const generation = before.metadata?.generation; // a Scale has none; the tests of the values it replaces do for it
  return [
    { op: "test", path: "/metadata/uid", value: uid },
    ...(generation === undefined ? [] : [{ op: "test" as const, path: "/metadata/generation", value: generation }]),
    ...Object.entries(set).flatMap(([path, value]): JsonPatch => {
      const now = at(before, path);
      if (now === undefined) return value === undefined ? [] : [...parents(before, path), { op: "add", path, value }];
      const same = { op: "test" as const, path, value: now };
      return [same, value === undefined ? { op: "remove", path } : { op: "replace", path, value }];
    }),
  ];
}

/** JSON Patch adds no missing parents: metadata.annotations may have to be made first. */
function parents(before: Partial<KubeObject>, path: string): JsonPatch {
  const steps = path.split("/").slice(1, -1);
  const missing = steps
    .map((_, i) => `/${steps.slice(0, i + 1).join("/")}`)
    .filter((parent) => at(before, parent) === undefined);
  return missing.map((parent) => ({ op: "add", path: parent, value: {} }));
}

const at = (object: unknown, path: string): unknown =>
  path
    .split("/")
    .slice(1)
    .map((step) => step.replaceAll("~1", "/").replaceAll("~0", "~"))
    .reduce<unknown>(
      (value, step) => (Array.isArray(value) ? value[Number(step)] : isMap(value) ? value[step] : undefined),
      object,
    );

/** "kubectl.kubernetes.io/restartedAt" as one step of a JSON pointer. */
export const pointer = (step: string): string => step.replaceAll("~", "~0").replaceAll("/", "~1");
