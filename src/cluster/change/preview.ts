/** A change as a request, and what a server-side dry-run says it would do. */
import type { ApiCall, Target } from "../../core/change.ts";
import { type KubeObject, short } from "../../kubernetes/object.ts";
import type { Call } from "../connection/call.ts";
import type { Session } from "../connection/session.ts";
import { isObject, isObjectOrStatus } from "../connection/shapes.ts";
import type { Resource } from "../connection/url.ts";

/** Milliseconds. The server is told as well, so that it gives up when we do: see outcome.ts. */
export const CHANGE_DEADLINE = 10_000;

/** Who a change was made by, in managedFields: annotations would be dropped on /scale. */
export const managerOf = (operation: string): string => `kubemate-${operation}`;

/** The object as it would be. Runs admission and webhooks, persists nothing, and may therefore be repeated. */
export async function previewCall(person: Session, target: Target, call: ApiCall): Promise<KubeObject> {
  const dry = changeRequest(target, call, { manager: "kubemate-preview", dryRun: true });
  const answer = await person.json({ ...dry, repeatable: true }, isObjectOrStatus);
  // What is deleted without a grace period is answered with a Status; until then it stays as it is.
  return answer.kind === "Status" ? readTarget(person, target) : answer;
}

export function changeRequest(
  target: Target,
  call: ApiCall,
  { manager, dryRun }: { readonly manager: string; readonly dryRun: boolean },
): Call {
  const what = short({ kind: target.kind, metadata: target });
  const common = { deadline: CHANGE_DEADLINE, what };
  const timeout = `${CHANGE_DEADLINE / 1000}s`;
  if (call.verb === "patch") {
    const parameters = { fieldManager: manager, timeout, ...(dryRun && { dryRun: "All" }) };
    const body = { type: "application/json-patch+json", content: call.patch };
    return { ...common, verb: "patch", on: resourceOfTarget(target, call.subresource), parameters, body };
  }
  // With a body, the API server takes the options of a deletion from it alone: a dryRun in the query would be ignored,
  // and the preview would delete.
  const options = { preconditions: call.preconditions, ...(dryRun && { dryRun: ["All"] }) };
  const body = { type: "application/json", content: { kind: "DeleteOptions", apiVersion: "v1", ...options } };
  return { ...common, verb: "delete", on: resourceOfTarget(target), parameters: { timeout }, body };
}

export const readTarget = (person: Session, target: Target): Promise<KubeObject> =>
  person.json({ verb: "get", on: resourceOfTarget(target) }, isObject);

function resourceOfTarget(target: Target, subresource?: string): Resource {
  const { group, version, resource, namespace, name } = target;
  return { group, version, resource, namespace, name, subresource };
}
