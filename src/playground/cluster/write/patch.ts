import type { IncomingMessage } from "node:http";
import type { KubeObject } from "../controllers/controller.ts";
import { contentType, parseJson } from "../http/body.ts";
import type { Kind } from "../kinds/kind.ts";
import { badRequest, unsupportedMediaType } from "../status.ts";
import { copy } from "../storage/copy.ts";
import { jsonPatch } from "./json-patch.ts";
import { mergePatch } from "./merge-patch.ts";
import { strategicMerge } from "./strategic-merge.ts";

const JSON_PATCH = "application/json-patch+json";
const MERGE = "application/merge-patch+json";
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
    throw unsupportedMediaType(
      `the body of the request was in an unknown format - accepted media types include: ${accepted.join(", ")}`,
    );
  }
  const patch = parseJson(body.toString());
  const draft = copy(current);
  if (type === JSON_PATCH) return jsonPatch(draft, patch);
  if (typeof patch !== "object" || patch === null || Array.isArray(patch))
    throw badRequest("error decoding patch: json: cannot unmarshal into Go value of type map[string]interface {}");
  return type === MERGE ? mergePatch(draft, patch) : strategicMerge(draft, patch as Record<string, unknown>);
}
