import type { ApiRequest } from "../api.ts";
import { apiVersionOf, type Kind } from "../kinds/kind.ts";
import { badRequest, invalid } from "../status.ts";
import type { WriteOptions } from "../storage/store.ts";
import { forbiddenField, unsupported } from "../validation/problem.ts";
import { type Decoded, invalidPatch } from "./decode.ts";

const VALIDATIONS = ["", "Ignore", "Strict", "Warn"];

/** The query parameters that every write takes. @throws Invalid */
export function writeOptions(
  { route, message }: ApiRequest,
  kind: Kind,
  operation: "Create" | "Update" | "Patch",
): WriteOptions {
  const dryRun = route.query.getAll("dryRun");
  const manager = route.query.get("fieldManager") || agentOf(message.headers["user-agent"]);
  const validation = route.query.get("fieldValidation") ?? "";
  const problems = [
    ...(VALIDATIONS.includes(validation) ? [] : [unsupported("fieldValidation", validation, VALIDATIONS)]),
    ...(operation === "Patch" && route.query.has("force")
      ? [forbiddenField("force", "may not be specified for non-apply patch")]
      : []),
    ...(dryRun.some((value) => value !== "All") ? [unsupported("dryRun", dryRun, ["All"])] : []),
    ...(manager.length > 128
      ? [{ reason: "FieldValueTooLong", message: "Too long: may not be more than 128 bytes", field: "fieldManager" }]
      : []),
  ];
  if (problems.length > 0) throw invalid({ group: "meta.k8s.io", kind: `${operation}Options` }, "", problems);
  const { subresource } = route.resource ?? { subresource: "" };
  return { dryRun: dryRun.length > 0, manager: { name: manager, apiVersion: apiVersionOf(kind), subresource } };
}

/** Who writes, when no fieldManager says so: the program's name in "kubectl/v1.37.2 (linux/amd64)". */
const agentOf = (agent = "unknown"): string => agent.split("/")[0]?.slice(0, 128) || "unknown";

/**
 * What becomes of fields that the kind does not have: dropped in silence, with a warning, or refused.
 * @returns headers of the answer
 */
export function unknownFields(
  { route }: ApiRequest,
  kind: Kind,
  { unknown, object }: Decoded,
): Record<string, string[]> {
  const validation = route.query.get("fieldValidation") || "Warn";
  if (unknown.length === 0 || validation === "Ignore") return {};
  const problems = unknown.map((path) => `unknown field ${JSON.stringify(path)}`);
  if (validation !== "Strict") return { warning: problems.map((problem) => `299 - ${JSON.stringify(problem)}`) };
  if (route.verb === "patch") throw invalidPatch(object, `strict decoding error: ${problems.join(", ")}`);
  throw badRequest(
    `${kind.kind} in version ${JSON.stringify(kind.version)} cannot be handled as a ${kind.kind}: strict decoding error: ${problems.join(", ")}`,
  );
}
