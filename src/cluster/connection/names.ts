/**
 * Names that may stand in a URL. A plain string may not: `..` as a pod's name once made a client delete the namespace,
 * because URL parsers fold `/namespaces/shop/pods/..` into `/namespaces/shop`. Only the functions here make these types.
 */
import { Failure } from "../../core/failure.ts";
import { quoted } from "../../core/quoted.ts";

declare const checked: unique symbol;
type Checked<What extends string> = string & { readonly [checked]: What };

export type NamespaceName = Checked<"namespace">;
export type ObjectName = Checked<"object">;
/** What discovery and targets name: a group, a version, a resource, a subresource. */
export type ApiWord = Checked<"word">;

const LABEL = /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/;

/** RFC 1123 labels joined by single dots: "apps", "v1", "cert-manager.io". */
const SUBDOMAIN = /^(?=.{1,253}$)[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;

/**
 * Most kinds want an RFC 1123 subdomain, but RBAC names any path segment ("system:node", "ann@example.com") and an
 * IPAddress is an address ("2001:db8::1"). This admits them all, and nothing that a URL parser or a proxy could fold,
 * split or decode: no slash, percent, backslash, query, fragment or space, and no dot at either end.
 */
const SEGMENT = /^[a-z0-9]([-a-z0-9_.:@+~]{0,251}[a-z0-9])?$/i;

/** @throws Failure "not-found": what cannot be a namespace's name names no namespace */
export function namespaceName(text: string): NamespaceName {
  if (!LABEL.test(text)) throw new Failure("not-found", { what: `namespace ${quoted(text)}`, near: [] });
  return text as NamespaceName;
}

/**
 * @param kind only for the words of the Failure
 * @throws Failure "not-found": what cannot be a name names nothing
 */
export function objectName(text: string, kind: string, namespace?: string): ObjectName {
  if (!SEGMENT.test(text)) throw new Failure("not-found", { what: `${kind} ${quoted(text)}`, namespace, near: [] });
  return text as ObjectName;
}

/** Whether this can be the name of an object at all. */
export const isObjectName = (text: string): boolean => SEGMENT.test(text);

/** These words come from discovery or from a stored Change, never from a person: a bad one is a bug or an attack. */
export function apiWord(text: string): ApiWord {
  if (!SUBDOMAIN.test(text)) throw new Error(`not a word of the Kubernetes API: ${JSON.stringify(text)}`);
  return text as ApiWord;
}
