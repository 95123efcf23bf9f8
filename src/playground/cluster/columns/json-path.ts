const STEP = /\.([A-Za-z0-9_-]+)|\[(\d+|\*)\]|\['([^']+)'\]|\.?\[\?\(@\.([A-Za-z0-9_.-]+)\s*==\s*["']([^"']*)["']\)\]/y;

/**
 * The first value at a simple JSONPath, of the forms that printer columns and scale paths use: `.spec.size`,
 * `.metadata.labels['a.b/c']`, `.items[0]`, `.status.conditions[?(@.type=="Ready")].status`.
 */
export function readPath(value: unknown, path: string): unknown {
  STEP.lastIndex = 0;
  let current = value;
  while (STEP.lastIndex < path.length) {
    const step = STEP.exec(path.replaceAll("\\.", "\u0000"));
    if (!step) return undefined;
    const [, name, index, quoted, field, wanted] = step;
    if (field !== undefined) current = asArray(current).find((item) => readPath(item, `.${field}`) === wanted);
    else if (index !== undefined) current = asArray(current)[index === "*" ? 0 : Number(index)];
    else current = (current as Record<string, unknown> | undefined)?.[name ?? quoted ?? ""];
    if (current === undefined || current === null) return undefined;
  }
  return current;
}

const asArray = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
