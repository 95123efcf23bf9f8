import type { IncomingMessage } from "node:http";
import type { Store } from "../controllers/controller.ts";
import { decoded } from "../http/decoded.ts";
import { badRequest, type StatusError } from "../status.ts";
import { type Attributes, refusal } from "./attributes.ts";
import { authorize } from "./rbac.ts";
import { AUTHENTICATED, UNAUTHENTICATED, type User } from "./user.ts";

const AUTHENTICATION = "authentication.k8s.io";
const EXTRA = "impersonate-extra-";

/**
 * The user whom the Impersonate headers name, when the caller may act as that user; the caller, without such headers.
 * Two forms of the right exist: constrained (`impersonate:user-info` on the identity and
 * `impersonate-on:user-info:<verb>` on what is done) and legacy (`impersonate`). The first refusal is the one reported.
 * @param attributes what the caller wants to do, as the caller
 * @throws Forbidden, BadRequest
 */
export function impersonated(store: Store, attributes: Attributes, headers: IncomingMessage["headersDistinct"]): User {
  const wanted = wantedUser(headers);
  if (!wanted) return attributes.user;
  const mode = modeOf(wanted);
  const refused = mode && constrainedRefusal(store, attributes, wanted, mode);
  if (mode === undefined || refused) {
    const legacyRefused = identityRefusal(store, attributes.user, wanted, "impersonate", "");
    if (legacyRefused) throw refused ?? legacyRefused;
  }
  return { ...wanted, groups: completedGroups(wanted) };
}

function wantedUser(headers: IncomingMessage["headersDistinct"]): User | undefined {
  const name = headers["impersonate-user"]?.[0] ?? "";
  const uid = headers["impersonate-uid"]?.[0] ?? "";
  const groups = headers["impersonate-group"] ?? [];
  const extra: Record<string, readonly string[]> = {};
  for (const [header, values] of Object.entries(headers)) {
    if (header.startsWith(EXTRA) && values) extra[decoded(header.slice(EXTRA.length))] = values;
  }
  if (name) return { name, groups, ...(uid && { uid }), ...(Object.keys(extra).length > 0 && { extra }) };
  if (uid || groups.length > 0 || Object.keys(extra).length > 0) {
    throw badRequest(`requested ${JSON.stringify({ uid, groups, extra })} without impersonating a user name`);
  }
  return undefined;
}

function constrainedRefusal(store: Store, attributes: Attributes, wanted: User, mode: string): StatusError | undefined {
  const target = { ...attributes, verb: `impersonate-on:${mode}:${attributes.verb}` };
  return (
    refusalOf(store, target) ?? identityRefusal(store, attributes.user, wanted, `impersonate:${mode}`, AUTHENTICATION)
  );
}

/** Nodes and service accounts have modes of their own, which take a bare user name; with more, only the legacy form is left. */
function modeOf({ name, uid, groups, extra }: User): string | undefined {
  const mode = name.startsWith("system:node:")
    ? "arbitrary-node"
    : serviceAccountOf(name)
      ? "serviceaccount"
      : "user-info";
  const bare = !uid && groups.length === 0 && !extra;
  return mode === "user-info" || bare ? mode : undefined;
}

/** @param group of users and groups: they moved when impersonation became constrained */
function identityRefusal(store: Store, user: User, wanted: User, verb: string, group: string): StatusError | undefined {
  const check = (
    plural: string,
    name: string,
    more: { group?: string; subresource?: string; namespace?: string } = {},
  ) => refusalOf(store, { user, verb, resource: { group, plural, subresource: "", namespace: "", name, ...more } });
  const account = serviceAccountOf(wanted.name);
  const checks = [
    () =>
      account ? check("serviceaccounts", account.name, { namespace: account.namespace }) : check("users", wanted.name),
    ...(wanted.uid ? [() => check("uids", wanted.uid ?? "", { group: AUTHENTICATION })] : []),
    ...wanted.groups.map((name) => () => check("groups", name)),
    ...Object.entries(wanted.extra ?? {}).flatMap(([key, values]) =>
      values.map((value) => () => check("userextras", value, { group: AUTHENTICATION, subresource: key })),
    ),
  ];
  for (const refused of checks) {
    const error = refused();
    if (error) return error;
  }
  return undefined;
}

function refusalOf(store: Store, attributes: Attributes): StatusError | undefined {
  const { allowed, reason } = authorize(store, attributes);
  return allowed ? undefined : refusal(attributes, reason);
}

function serviceAccountOf(name: string): { namespace: string; name: string } | undefined {
  const [, namespace, account] = /^system:serviceaccount:([^:]+):([^:]+)$/.exec(name) ?? [];
  return namespace && account ? { namespace, name: account } : undefined;
}

function completedGroups({ name, groups }: User): readonly string[] {
  const account = serviceAccountOf(name);
  const own =
    account && groups.length === 0 ? ["system:serviceaccounts", `system:serviceaccounts:${account.namespace}`] : groups;
  const ensured = name === "system:anonymous" ? UNAUTHENTICATED : AUTHENTICATED;
  return own.includes(ensured) || own.includes(UNAUTHENTICATED) ? own : [...own, ensured];
}
