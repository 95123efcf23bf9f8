import type { KubeObject } from "../controllers/controller.ts";
import { apiVersionOf, type Kind } from "../kinds/kind.ts";
import type { Kinds } from "../kinds/registry.ts";
import { badRequest } from "../status.ts";

/**
 * A body as the kind that the URL means: what it leaves out is filled in, what contradicts the URL is refused.
 * @throws BadRequest
 */
export function typed(kinds: Kinds, kind: Pick<Kind, "group" | "version" | "kind">, body: unknown): KubeObject {
  const expected = { apiVersion: apiVersionOf(kind), kind: kind.kind };
  const sent = { ...expected, ...(body as Partial<KubeObject> | undefined) } as KubeObject;
  if (sent.apiVersion === expected.apiVersion && sent.kind === expected.kind) return sent;
  const version = sent.apiVersion.split("/").at(-1) ?? "";
  const why = kinds.of(sent)
    ? `converting (${version}.${sent.kind}) to (${kind.group.split(".")[0] || "core"}.${kind.kind}): unknown conversion`
    : `no kind ${JSON.stringify(sent.kind)} is registered for version ${JSON.stringify(sent.apiVersion)} in scheme "pkg/runtime/scheme.go:111"`;
  const shown = kinds.of(sent) ? version : sent.apiVersion;
  throw badRequest(`${sent.kind} in version ${JSON.stringify(shown)} cannot be handled as a ${kind.kind}: ${why}`);
}
