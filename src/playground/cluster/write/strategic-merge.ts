import { isObject } from "./merge-patch.ts";

type Json = Record<string, unknown>;

/**
 * Lists whose items are merged rather than replaced, and the field that tells two items apart. The API declares this
 * on each field; its names are unambiguous except for `ports`, which containers and Services key differently.
 */
const KEYS: Readonly<Record<string, readonly string[]>> = {
  containers: ["name"],
  initContainers: ["name"],
  ephemeralContainers: ["name"],
  env: ["name"],
  volumes: ["name"],
  volumeMounts: ["mountPath"],
  volumeDevices: ["devicePath"],
  ports: ["containerPort", "port"],
  imagePullSecrets: ["name"],
  hostAliases: ["ip"],
  topologySpreadConstraints: ["topologyKey"],
  resourceClaims: ["name"],
  conditions: ["type"],
  addresses: ["type"],
  podIPs: ["ip"],
  hostIPs: ["ip"],
  ownerReferences: ["uid"],
  secrets: ["name"],
};

/** Lists of plain values that are merged as sets. */
const SETS: ReadonlySet<string> = new Set(["finalizers"]);

/** kubectl's own patch format: like a merge patch, but it knows which lists are keyed. */
export function strategicMerge(target: unknown, patch: Json): Json {
  if (patch["$patch"] === "replace") return without(patch, ["$patch"]);
  const result: Json = isObject(target) ? { ...target } : {};
  const retained = patch["$retainKeys"];
  if (Array.isArray(retained)) for (const key of Object.keys(result)) if (!retained.includes(key)) delete result[key];
  for (const [key, value] of Object.entries(patch)) {
    if (key.startsWith("$")) continue;
    if (value === null) delete result[key];
    else if (Array.isArray(value)) result[key] = mergeList(key, result[key], value);
    else if (isObject(value) && value["$patch"] === "delete") delete result[key];
    else result[key] = isObject(value) ? strategicMerge(result[key], value) : value;
  }
  for (const [directive, list] of Object.entries(patch)) applyListDirective(result, directive, list);
  return result;
}

function mergeList(name: string, target: unknown, patch: readonly unknown[]): unknown[] {
  const current: unknown[] = Array.isArray(target) ? target : [];
  if (SETS.has(name)) return [...new Set([...current, ...patch])];
  const key = KEYS[name]?.find((one) => patch.every((item) => isObject(item) && (one in item || "$patch" in item)));
  if (!key || patch.some((item) => isObject(item) && item["$patch"] === "replace")) {
    return patch.filter((item) => !isObject(item) || !("$patch" in item));
  }
  const merged = [...current];
  const patched: unknown[] = [];
  for (const item of patch as readonly Json[]) {
    const index = merged.findIndex((one) => isObject(one) && one[key] === item[key]);
    if (item["$patch"] !== "delete") patched.push(strategicMerge(merged[index], item));
    if (index >= 0) merged.splice(index, 1);
  }
  return interleaved(merged, patched, (item) =>
    current.findIndex((one) => isObject(one) && one[key] === (item as Json)[key]),
  );
}

/** Items of the server between those of the patch, by their old order; what is new to the list comes first. */
function interleaved(kept: unknown[], patched: unknown[], position: (item: unknown) => number): unknown[] {
  const result: unknown[] = [];
  while (kept.length > 0 && patched.length > 0) {
    const before = position(patched[0]);
    const isNext = before >= 0 && position(kept[0]) < before;
    result.push((isNext ? kept : patched).shift());
  }
  return [...result, ...kept, ...patched];
}

function applyListDirective(result: Json, directive: string, list: unknown): void {
  const [kind, field = ""] = directive.split("/", 2);
  const current = result[field];
  if (!Array.isArray(list) || !Array.isArray(current)) return;
  if (kind === "$deleteFromPrimitiveList") result[field] = current.filter((item) => !list.includes(item));
  if (kind === "$setElementOrder") result[field] = ordered(current, list, KEYS[field]);
}

/** Items in the wanted order; those it does not name keep their place behind the one they followed. */
function ordered(items: readonly unknown[], order: readonly unknown[], keys: readonly string[] = []): unknown[] {
  const identity = (item: unknown) => (isObject(item) ? JSON.stringify(keys.map((key) => item[key])) : item);
  const wanted = order.map(identity);
  const named = items.filter((item) => wanted.includes(identity(item)));
  named.sort((a, b) => wanted.indexOf(identity(a)) - wanted.indexOf(identity(b)));
  return items.map((item) => (wanted.includes(identity(item)) ? named.shift() : item));
}

const without = (object: Json, keys: readonly string[]): Json =>
  Object.fromEntries(Object.entries(object).filter(([key]) => !keys.includes(key)));
