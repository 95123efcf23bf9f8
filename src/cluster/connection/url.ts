/**
 * From what is meant to a path and query, and back again: the result is parsed as a server would parse it and compared,
 * segment by segment, with what was meant. So no name, however odd, reaches another object than the one it names.
 */
import { Failure } from "../../core/failure.ts";
import { apiWord, namespaceName, objectName } from "./names.ts";

/** An object, a subresource of it, or (without `name`) a collection. */
export interface Resource {
  /** "" for the core group. */
  readonly group: string;
  readonly version: string;
  /** The plural, as in the URL: "deployments". */
  readonly resource: string;
  readonly namespace?: string | undefined;
  readonly name?: string | undefined;
  readonly subresource?: string | undefined;
}

export type Parameters = Readonly<Record<string, string | number | boolean | undefined>>;

/**
 * @param prefix what the server's own address has as a path, as behind Rancher: "/k8s/clusters/c-1" or ""
 * @throws Failure "not-found" for what cannot be a name, "secret-kind" for Secrets: no URL to one is ever built
 */
export function resourceUrl(resource: Resource, parameters: Parameters = {}, prefix = ""): string {
  if (resource.group === "" && resource.resource === "secrets") throw new Failure("secret-kind", {});
  return url([...segments(prefix), ...resourceSegments(resource)], parameters);
}

/** Discovery, version and documentation: paths of our own or of the server's own making. */
export function serverUrl(path: string, parameters: Parameters = {}, prefix = ""): string {
  return url([...segments(prefix), ...segments(path)], parameters);
}

function resourceSegments({ group, version, resource, namespace, name, subresource }: Resource): readonly string[] {
  if (subresource !== undefined && name === undefined) throw new Error(`${resource}/${subresource} needs a name`);
  return [
    ...(group === "" ? ["api"] : ["apis", apiWord(group)]),
    apiWord(version),
    // A Namespace is not in a namespace: naming one here would address something else.
    ...(namespace === undefined ? [] : ["namespaces", namespaceName(namespace)]),
    apiWord(resource),
    ...(name === undefined ? [] : [objectName(name, resource, namespace)]),
    ...(subresource === undefined ? [] : [apiWord(subresource)]),
  ];
}

const segments = (path: string): readonly string[] => path.split("/").filter((segment) => segment !== "");

function url(meant: readonly string[], parameters: Parameters): string {
  const query = new URLSearchParams();
  for (const [key, value] of Object.entries(parameters)) if (value !== undefined) query.set(key, String(value));
  const path = `/${meant.map(encodeURIComponent).join("/")}${query.size > 0 ? `?${query.toString()}` : ""}`;

  const { pathname, hash } = new URL(path, "http://cluster");
  const read = pathname.split("/").slice(1).map(decodeURIComponent);
  if (hash !== "" || read.length !== meant.length || read.some((segment, i) => segment !== meant[i])) {
    throw new Error(`${JSON.stringify(meant)} would be read as ${JSON.stringify(pathname)}`);
  }
  return path;
}
