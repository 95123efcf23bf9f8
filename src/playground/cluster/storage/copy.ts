import { isDeepStrictEqual } from "node:util";

/** A copy that may be changed, as JSON would make it: fields that are undefined are left out. */
export function copy<T>(value: T): T {
  if (Array.isArray(value)) return value.map(copy) as T;
  if (typeof value !== "object" || value === null) return value;
  const result: Record<string, unknown> = {};
  for (const [key, field] of Object.entries(value)) if (field !== undefined) result[key] = copy(field);
  return result as T;
}

/** Makes a value unchangeable to the bottom. Parts that are frozen already, because an older version shares them, are skipped. */
export function freeze<T>(value: T): T {
  if (typeof value === "object" && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const field of Object.values(value)) freeze(field);
  }
  return value;
}

export const same = (a: unknown, b: unknown): boolean => isDeepStrictEqual(a, b);
