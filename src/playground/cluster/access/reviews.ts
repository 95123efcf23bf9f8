import type { Answer, Api, ApiRequest } from "../api.ts";
import type { Draft } from "../defaults/fill.ts";
import { readObject } from "../http/body.ts";
import type { Kind } from "../kinds/kind.ts";
import { invalid } from "../status.ts";
import { invalidValue } from "../validation/problem.ts";
import { typed } from "../write/typed.ts";
import type { Attributes } from "./attributes.ts";
import { authorize, rulesFor } from "./rbac.ts";
import type { User } from "./user.ts";

/** Questions that are asked by creating an object, and answered in its status. Nothing is stored. */
export async function review({ store }: Api, request: ApiRequest, kind: Kind): Promise<Answer> {
  const body = typed(store.kinds, kind, await readObject(request.message));
  const spec: Draft = withoutEmpty(body.spec ?? {});
  const answer = (status: object, shown: object | undefined = spec): Answer => ({
    code: 201,
    body: { kind: kind.kind, apiVersion: body.apiVersion, metadata: { ...body.metadata }, spec: shown, status },
  });
  switch (kind.kind) {
    case "SelfSubjectReview":
      return {
        code: 201,
        body: { ...body, metadata: { ...body.metadata }, status: { userInfo: userInfo(request.user) } },
      };
    case "SelfSubjectRulesReview":
      // The namespace is read and not repeated.
      return answer(rulesStatus(rulesFor(store, request.user, spec.namespace ?? "")), {});
    case "SubjectAccessReview": {
      const { user: name = "", groups = [], uid, extra } = spec;
      return answer(decision(authorize(store, attributes({ name, groups, uid, extra }, spec))));
    }
    default:
      return answer(decision(authorize(store, attributes(request.user, spec))));
  }
}

/** The question is repeated as Go writes it: fields that say nothing are left out. */
const withoutEmpty = ({ resourceAttributes, ...spec }: Draft): Draft => ({
  ...spec,
  ...(resourceAttributes && {
    resourceAttributes: Object.fromEntries(Object.entries(resourceAttributes).filter(([, value]) => value !== "")),
  }),
});

const decision = ({ allowed, reason }: { allowed: boolean; reason: string }) => ({
  allowed,
  ...(reason && { reason }),
});

const userInfo = ({ name, uid, groups, extra }: User) => ({
  username: name,
  ...(uid && { uid }),
  groups,
  ...(extra && { extra }),
});

function attributes(user: User, { resourceAttributes, nonResourceAttributes }: Draft): Attributes {
  if (Boolean(resourceAttributes) === Boolean(nonResourceAttributes)) {
    const why = "exactly one of nonResourceAttributes or resourceAttributes must be specified";
    throw invalid({ group: "authorization.k8s.io", kind: "" }, "", [invalidValue("spec", null, why)]);
  }
  if (!resourceAttributes)
    return { user, verb: nonResourceAttributes.verb ?? "", path: nonResourceAttributes.path ?? "" };
  const {
    verb = "",
    group = "",
    resource: plural = "",
    subresource = "",
    namespace = "",
    name = "",
  } = resourceAttributes;
  return { user, verb, resource: { group, plural, subresource, namespace, name } };
}

function rulesStatus(rules: ReturnType<typeof rulesFor>): object {
  return {
    resourceRules: rules
      .filter(({ resources }) => resources?.length)
      .map(({ verbs, apiGroups, resources, resourceNames }) => ({
        verbs,
        apiGroups,
        resources,
        ...(resourceNames && { resourceNames }),
      })),
    nonResourceRules: rules
      .filter(({ nonResourceURLs }) => nonResourceURLs?.length)
      .map(({ verbs, nonResourceURLs }) => ({ verbs, nonResourceURLs })),
    incomplete: false,
  };
}
