import { badRequest, StatusError } from "../status.ts";
import { copy, same } from "../storage/copy.ts";

interface Operation {
  readonly op: string;
  readonly path: string;
  readonly from?: string;
  readonly value?: unknown;
}

type Container = Record<string, unknown> | unknown[];

/**
 * RFC 6902, on a value that may be changed.
 * @throws Invalid when an operation does not apply, a failed `test` among them
 */
export function jsonPatch(target: unknown, patch: unknown): unknown {
  if (!Array.isArray(patch))
    throw badRequest(
      "error decoding patch: json: cannot unmarshal object into Go value of type []handlers.jsonPatchOp",
    );
  // The whole document is one more level, so that the path "" needs no case of its own.
  const root: Container = { "": target };
  for (const operation of patch as readonly Operation[]) {
    if (typeof operation?.path !== "string") throw doesNotApply();
    apply(root, operation);
  }
  return root[""];
}

function apply(root: Container, { op, path, from, value }: Operation): void {
  switch (op) {
    case "test":
      if (!same(read(root, path) ?? null, value ?? null)) throw doesNotApply();
      return;
    case "add":
      return add(root, path, value);
    case "remove":
      return remove(root, path);
    case "replace":
      return replace(root, path, value);
    case "copy":
      return add(root, path, copy(read(root, from ?? "")));
    case "move": {
      const moved = read(root, from ?? "");
      remove(root, from ?? "");
      return add(root, path, moved);
    }
    default:
      throw doesNotApply();
  }
}

/** The API server does not say which operation failed. */
const doesNotApply = () =>
  new StatusError(422, "Invalid", "the server rejected our request due to an error in our request", {});

function parentOf(root: Container, path: string): { parent: Container; key: string } {
  const keys = path.split("/").map((key) => key.replaceAll("~1", "/").replaceAll("~0", "~"));
  let parent: unknown = root;
  for (const key of keys.slice(0, -1)) parent = child(parent, key);
  if (typeof parent !== "object" || parent === null) throw doesNotApply();
  return { parent: parent as Container, key: keys.at(-1) ?? "" };
}

function child(parent: unknown, key: string): unknown {
  if (typeof parent !== "object" || parent === null) throw doesNotApply();
  return Object.hasOwn(parent, key) ? (parent as Record<string, unknown>)[key] : undefined;
}

function read(root: Container, path: string): unknown {
  const { parent, key } = parentOf(root, path);
  return child(parent, key);
}

/** The API server's library takes "replace" of a missing field for "add"; only a missing list item is an error. */
function replace(root: Container, path: string, value: unknown): void {
  const { parent, key } = parentOf(root, path);
  if (Array.isArray(parent) && !Object.hasOwn(parent, key)) throw doesNotApply();
  set(root, path, value);
}

function set(root: Container, path: string, value: unknown): void {
  const { parent, key } = parentOf(root, path);
  (parent as Record<string, unknown>)[key] = value;
}

function add(root: Container, path: string, value: unknown): void {
  const { parent, key } = parentOf(root, path);
  if (!Array.isArray(parent)) return set(root, path, value);
  const index = key === "-" ? parent.length : Number(key);
  if (!Number.isInteger(index) || index < 0 || index > parent.length) throw doesNotApply();
  parent.splice(index, 0, value);
}

function remove(root: Container, path: string): void {
  const { parent, key } = parentOf(root, path);
  if (!Object.hasOwn(parent, key)) throw doesNotApply();
  if (Array.isArray(parent)) parent.splice(Number(key), 1);
  else delete parent[key];
}
