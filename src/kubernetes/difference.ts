/** What differs between two versions of an object, as paths that people can read: spec.template.spec.containers[web].image */

export interface Difference {
  readonly path: string;
  readonly before?: string;
  readonly after?: string;
}

/** Set by the server at every write, or never shown: managedFields are long, last-applied may repeat whatever was in a file. */
const SERVER = new Set([
  "metadata.managedFields",
  "metadata.resourceVersion",
  "metadata.generation",
  "metadata.annotations.kubectl.kubernetes.io/last-applied-configuration",
  "status",
]);

/** Values of environment variables may be credentials that somebody put there; their names are enough to see the change. */
const HIDDEN = /\.env\[[^\]]*\]\.value$/;

export function difference(before: unknown, after: unknown, path = ""): readonly Difference[] {
  if (SERVER.has(path) || JSON.stringify(before) === JSON.stringify(after)) return [];
  if (isMap(before) && isMap(after)) {
    const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
    return keys.flatMap((key) => difference(before[key], after[key], path === "" ? key : `${path}.${key}`));
  }
  if (named(before) && named(after)) {
    const names = [...new Set([...before, ...after].map((item) => item.name))];
    const pick = (list: readonly Named[], name: string) => list.find((item) => item.name === name);
    return names.flatMap((name) => difference(pick(before, name), pick(after, name), `${path}[${name}]`));
  }
  // What has no name, metrics of an autoscaler for one, is told apart by its place, as long as nothing came or went.
  if (mapsOnly(before) && mapsOnly(after) && before.length === after.length)
    return before.flatMap((item, i) => difference(item, after[i], `${path}[${i}]`));
  return [
    {
      path,
      ...(before !== undefined && { before: show(before, path) }),
      ...(after !== undefined && { after: show(after, path) }),
    },
  ];
}

type Named = { readonly name: string };
export const isMap = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
/** Containers, env, volumes and ports are lists that Kubernetes merges by name; an index would say nothing. */
const named = (value: unknown): value is readonly Named[] =>
  Array.isArray(value) && value.length > 0 && value.every((item) => isMap(item) && typeof item.name === "string");

const mapsOnly = (value: unknown): value is readonly Record<string, unknown>[] =>
  Array.isArray(value) && value.length > 0 && value.every(isMap);

function show(value: unknown, path: string): string {
  if (HIDDEN.test(path)) return "(hidden)";
  if (typeof value === "string") return value;
  const hide = (key: string, inner: unknown) => (key === "value" ? "(hidden)" : inner);
  return JSON.stringify(value, hide);
}
