import type { KubeObject, Store } from "../controllers/controller.ts";
import type { Attributes } from "./attributes.ts";
import { MASTERS, type User } from "./user.ts";

export interface Rule {
  readonly verbs: readonly string[];
  readonly apiGroups?: readonly string[];
  readonly resources?: readonly string[];
  readonly resourceNames?: readonly string[];
  readonly nonResourceURLs?: readonly string[];
}

interface Subject {
  readonly kind: string;
  readonly name: string;
  readonly namespace?: string;
}

export interface Decision {
  readonly allowed: boolean;
  /** Which binding allows it, or which role could not be found. */
  readonly reason: string;
}

/** Role-based access control over the Role and Binding objects that are in the cluster now. */
export function authorize(store: Store, attributes: Attributes): Decision {
  if (attributes.user.groups.includes(MASTERS)) return { allowed: true, reason: "" };
  const problems: string[] = [];
  for (const { rules, source, problem } of grants(store, attributes.user, attributes.resource?.namespace)) {
    if (problem) problems.push(problem);
    if (rules.some((rule) => allows(rule, attributes))) return { allowed: true, reason: `RBAC: allowed by ${source}` };
  }
  if (problems.length === 0) return { allowed: false, reason: "" };
  return { allowed: false, reason: `rbac: RBAC: ${problems.length === 1 ? problems[0] : `[${problems.join(", ")}]`}` };
}

/** Every rule that applies to this user here. */
export const rulesFor = (store: Store, user: User, namespace: string): readonly Rule[] =>
  [...grants(store, user, namespace)].flatMap(({ rules }) => rules);

interface Grant {
  readonly rules: readonly Rule[];
  readonly source: string;
  readonly problem?: string;
}

function* grants(store: Store, user: User, namespace: string | undefined): Generator<Grant> {
  for (const binding of store.list("ClusterRoleBinding")) yield* grantsOf(store, binding, user);
  if (namespace) for (const binding of store.list("RoleBinding", namespace)) yield* grantsOf(store, binding, user);
}

function* grantsOf(store: Store, { kind, metadata, roleRef, subjects = [] }: KubeObject, user: User): Generator<Grant> {
  const subject: Subject | undefined = subjects.find((one: Subject) => isMeant(user, one, metadata.namespace));
  if (!subject) return;
  const role = store.get(roleRef.kind, roleRef.kind === "Role" ? metadata.namespace : undefined, roleRef.name);
  const name = metadata.namespace ? `${metadata.name}/${metadata.namespace}` : metadata.name;
  yield {
    rules: role?.rules ?? [],
    source: `${kind} ${quote(name)} of ${roleRef.kind} ${quote(roleRef.name)} to ${described(subject, metadata.namespace)}`,
    ...(!role && {
      problem: `${roleRef.kind.toLowerCase()}.rbac.authorization.k8s.io ${quote(roleRef.name)} not found`,
    }),
  };
}

const quote = (text: string): string => JSON.stringify(text);

function described({ kind, name, namespace }: Subject, bindingNamespace = ""): string {
  return `${kind} ${quote(kind === "ServiceAccount" ? `${name}/${namespace ?? bindingNamespace}` : name)}`;
}

function isMeant(user: User, { kind, name, namespace }: Subject, bindingNamespace: string | undefined): boolean {
  if (kind === "User") return user.name === name;
  if (kind === "Group") return user.groups.includes(name);
  return user.name === `system:serviceaccount:${namespace ?? bindingNamespace}:${name}`;
}

function allows(rule: Rule, { verb, resource, path = "" }: Attributes): boolean {
  if (!includes(rule.verbs, verb)) return false;
  if (!resource) return (rule.nonResourceURLs ?? []).some((pattern) => matchesPath(pattern, path));
  const { plural, subresource, group, name } = resource;
  const wanted = subresource ? [`${plural}/${subresource}`, `*/${subresource}`] : [plural];
  return (
    includes(rule.apiGroups, group) &&
    wanted.some((one) => includes(rule.resources, one)) &&
    (!rule.resourceNames?.length || rule.resourceNames.includes(name))
  );
}

const includes = (choices: readonly string[] = [], wanted: string): boolean =>
  choices.includes("*") || choices.includes(wanted);

const matchesPath = (pattern: string, path: string): boolean =>
  pattern === "*" || pattern === path || (pattern.endsWith("*") && path.startsWith(pattern.slice(0, -1)));
