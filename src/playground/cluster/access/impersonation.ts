import type { IncomingMessage } from "node:http";
import type { Store } from "../controllers/controller.ts";
import type { StatusError } from "../status.ts";
import { type Attributes, refusal } from "./attributes.ts";
import { completed, serviceAccountOf, wantedUser } from "./impersonated-user.ts";
import { authorize } from "./rbac.ts";
import type { User } from "./user.ts";

const AUTHENTICATION = "authentication.k8s.io";

/**
 * The user whom the Impersonate headers name, when the caller may act as that user; the caller, without such headers.
 * Two forms of the right exist: constrained (`impersonate:user-info` on the identity and
 * `impersonate-on:user-info:<verb>` on what is done) and legacy (`impersonate`).
 * @param attributes what the caller wants to do, as the caller
 * @throws Forbidden, BadRequest
 */
export function impersonated(store: Store, attributes: Attributes, headers: IncomingMessage["headersDistinct"]): User {
  const wanted = wantedUser(headers);
  if (!wanted) return attributes.user;
  const refused = constrainedRefusal(store, attributes, wanted);
  if (refused !== "none") {
    const legacyRefused = identityRefusal(store, attributes.user, wanted, "impersonate", "");
    if (legacyRefused) throw firstTried(store, attributes.user, refused, legacyRefused);
    legacyCallers(store).add(attributes.user.name);
  }
  return completed(wanted);
}

/** The form that worked for a caller before is tried first from then on, and its refusal is the one that is told. */
function firstTried(
  store: Store,
  caller: User,
  constrained: StatusError | undefined,
  legacy: StatusError,
): StatusError {
  return constrained === undefined || legacyCallers(store).has(caller.name) ? legacy : constrained;
}

const lastSuccess = new WeakMap<Store, Set<string>>();

function legacyCallers(store: Store): Set<string> {
  let callers = lastSuccess.get(store);
  if (!callers) lastSuccess.set(store, (callers = new Set()));
  return callers;
}

/** @returns "none" when it is allowed, nothing where this form does not apply */
function constrainedRefusal(store: Store, attributes: Attributes, wanted: User): StatusError | "none" | undefined {
  const mode = modeOf(wanted);
  if (mode === undefined) return undefined;
  const target = { ...attributes, verb: `impersonate-on:${mode}:${attributes.verb}` };
  return (
    refusalOf(store, target) ??
    identityRefusal(store, attributes.user, wanted, `impersonate:${mode}`, AUTHENTICATION) ??
    "none"
  );
}

/** Nodes and service accounts have modes of their own, which take a bare user name; with more, only the legacy form is left. */
function modeOf({ name, uid, groups, extra }: User): string | undefined {
  const bare = !uid && groups.length === 0 && !extra;
  if (name.startsWith("system:node:")) return bare ? "arbitrary-node" : undefined;
  if (serviceAccountOf(name)) return bare ? "serviceaccount" : undefined;
  return "user-info";
}

/** @param group of users and groups: they moved when impersonation became constrained */
function identityRefusal(store: Store, user: User, wanted: User, verb: string, group: string): StatusError | undefined {
  const of = (plural: string, name: string, more: Partial<NonNullable<Attributes["resource"]>> = {}): Attributes => ({
    user,
    verb,
    resource: { group, plural, subresource: "", namespace: "", name, ...more },
  });
  const account = serviceAccountOf(wanted.name);
  const identity = [
    account ? of("serviceaccounts", account.name, { namespace: account.namespace }) : of("users", wanted.name),
    ...(wanted.uid ? [of("uids", wanted.uid, { group: AUTHENTICATION })] : []),
    ...wanted.groups.map((name) => of("groups", name)),
  ];
  for (const attributes of identity) {
    const refused = refusalOf(store, attributes);
    if (refused) return refused;
  }
  for (const [key, values] of Object.entries(wanted.extra ?? {})) {
    const extras = of("userextras", "", { group: AUTHENTICATION });
    if (group === AUTHENTICATION && !key.includes("/"))
      return refusal(extras, `${INVALID_KEY}${JSON.stringify(key)}: ${PREFIXED}`);
    for (const value of values) {
      const refused = refusalOf(store, of("userextras", value, { group: AUTHENTICATION, subresource: key }));
      if (refused) return refused;
    }
  }
  return undefined;
}

const INVALID_KEY = "impersonating an invalid key in extra is not allowed: extra.key: Invalid value: ";
const PREFIXED = 'must be a domain-prefixed path (such as "acme.io/foo")';

function refusalOf(store: Store, attributes: Attributes): StatusError | undefined {
  const { allowed, reason } = authorize(store, attributes);
  return allowed ? undefined : refusal(attributes, reason);
}
