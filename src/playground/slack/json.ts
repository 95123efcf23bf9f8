/** A JSON object whose shape is Slack's business or the bot's. */
export type Json = Record<string, unknown>;

export function isJson(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The value where it is a text, or a number as text; else empty. */
export function asText(value: unknown): string {
  return typeof value === "string" ? value : typeof value === "number" ? String(value) : "";
}

/** The objects of a list; none where it is no list. */
export function asObjects(value: unknown): Json[] {
  return Array.isArray(value) ? value.filter(isJson) : [];
}

/** Every object inside a value, itself included, outermost first. */
export function* objectsIn(value: unknown): Generator<Json> {
  if (Array.isArray(value)) {
    for (const item of value) yield* objectsIn(item);
  } else if (isJson(value)) {
    yield value;
    for (const item of Object.values(value)) yield* objectsIn(item);
  }
}
