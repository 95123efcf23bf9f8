import type { IncomingMessage } from "node:http";
import type { KubeObject } from "../controllers/controller.ts";
import { contentType } from "../http/body.ts";
import type { Kind } from "../kinds/kind.ts";
import { badRequest, StatusError, unsupportedMediaType } from "../status.ts";
import { copy } from "../storage/copy.ts";
import { jsonPatch } from "./json-patch.ts";
import { isObject, mergePatch } from "./merge-patch.ts";
import { strategicMerge } from "./strategic-merge.ts";

const JSON_PATCH = "application/json-patch+json";
const MERGE = "application/merge-patch+json";
const UNKNOWN_FORMAT = "the body of the request was in an unknown format - accepted media types include";
const STRATEGIC = "application/strategic-merge-patch+json";

/**
 * The object after a patch.
 * @throws UnsupportedMediaType for server-side apply, which the embedded cluster does not do, and for a strategic merge
 * of a custom kind, whose lists have no known keys
 */
export function applyPatch(
  message: IncomingMessage,
  body: Buffer,
  kind: Pick<Kind, "custom">,
  current: KubeObject,
): unknown {
  const accepted = kind.custom ? [JSON_PATCH, MERGE] : [JSON_PATCH, MERGE, STRATEGIC];
  const type = contentType(message);
  if (!accepted.includes(type)) {
    if (!kind.custom) throw new StatusError(415, "UnsupportedMediaType", "415: Unsupported Media Type", {});
    throw unsupportedMediaType(`${UNKNOWN_FORMAT}: ${accepted.join(", ")}, application/apply-patch+yaml`);
  }
  const patch = patchOf(body);
  const draft = copy(current);
  if (type === JSON_PATCH) return jsonPatch(draft, patch);
  if (!isObject(patch)) {
    const found = Array.isArray(patch) ? "array" : typeof patch;
    throw badRequest(
      `error decoding patch: json: cannot unmarshal ${found} into Go value of type map[string]interface {}`,
    );
  }
  return type === MERGE ? mergePatch(draft, patch) : strategicMerge(draft, patch);
}

function patchOf(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString());
  } catch {
    throw badRequest("invalid JSON patch"); // where, the API server does not say
  }
}
