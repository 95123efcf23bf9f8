const STEP = /\.?\[\?\(@\.([\w.-]+)\s*==\s*["']([^"']*)["']\)\]|\[(\d+|\*)\]|\['([^']+)'\]|\.((?:[\w-]|\\\.)+)/gy;

/**
 * The first value at a simple JSONPath, of the forms that printer columns and scale paths use: `.spec.size`,
 * `.metadata.labels.a\.b`, `.items[0]`, `.status.conditions[?(@.type=="Ready")].status`.
 */
export function readPath(value: unknown, path: string): unknown {
  let current = value;
  for (const [, field, wanted, index, quoted, name = ""] of path.matchAll(STEP)) {
    if (field !== undefined) current = asArray(current).find((item) => readPath(item, `.${field}`) === wanted);
    else if (index !== undefined) current = asArray(current)[index === "*" ? 0 : Number(index)];
    else current = (current as Record<string, unknown>)[quoted ?? name.replaceAll("\\.", ".")];
    if (current === undefined || current === null) return undefined;
  }
  return current;
}

const asArray = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
