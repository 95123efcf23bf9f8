/**
 * May this person do that? Asked of the API server as the person, to answer and to know what to offer. It never replaces
 * trying: when somebody acts, the server decides again.
 */
import type { Kind } from "../../kubernetes/object.ts";
import { isRecord } from "../connection/shapes.ts";
import { resourceOf } from "./list.ts";
import type { Session } from "../connection/session.ts";

interface Review {
  readonly status: { readonly allowed?: boolean; readonly reason?: string; readonly evaluationError?: string };
}

const isReview = (body: unknown): body is Review => isRecord(body) && isRecord(body.status);

export async function canI(
  person: Session,
  verb: string,
  kind: Kind,
  namespace: string | undefined,
  { name, subresource }: { name?: string | undefined; subresource?: string | undefined } = {},
): Promise<{ allowed: boolean; reason: string }> {
  const { group, resource, namespace: where } = resourceOf(kind, namespace);
  const resourceAttributes = { verb, group, resource, namespace: where, name, subresource };
  const { status } = await person.json(
    {
      verb: "create",
      on: { group: "authorization.k8s.io", version: "v1", resource: "selfsubjectaccessreviews" },
      body: {
        type: "application/json",
        content: {
          apiVersion: "authorization.k8s.io/v1",
          kind: "SelfSubjectAccessReview",
          spec: { resourceAttributes },
        },
      },
      // It only asks, so asking again is safe.
      repeatable: true,
    },
    isReview,
  );
  return { allowed: status.allowed ?? false, reason: status.reason || status.evaluationError || "" };
}
