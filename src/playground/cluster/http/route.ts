import { decoded } from "./decoded.ts";

/** What a request is about, as the API server's RequestInfo reads it from method and URL. */
export interface Route {
  readonly path: string;
  readonly query: URLSearchParams;
  /** "get", "list", "watch", "create", "update", "patch", "delete", "deletecollection"; the HTTP method for other paths. */
  readonly verb: string;
  /** Undefined for paths that name no resource: /version, /apis, /openapi/v3. */
  readonly resource?: ResourceRoute;
}

export interface ResourceRoute {
  readonly group: string;
  readonly version: string;
  readonly plural: string;
  readonly namespace: string;
  readonly name: string;
  readonly subresource: string;
}

const VERBS: Readonly<Record<string, string>> = {
  POST: "create",
  GET: "get",
  PUT: "update",
  PATCH: "patch",
  DELETE: "delete",
};

export function routeOf(method: string, url: string): Route {
  const [rawPath = "/", rawQuery = ""] = url.split("?", 2);
  const path = decoded(rawPath);
  const query = new URLSearchParams(rawQuery);
  const resource = resourceOf(path.split("/").filter((segment, index) => index > 0 || segment !== ""));
  if (!resource) return { path, query, verb: method.toLowerCase() };
  const verb = VERBS[method] ?? "";
  if (resource.name !== "") return { path, query, verb, resource };
  if (verb === "delete") return { path, query, verb: "deletecollection", resource };
  if (verb !== "get") return { path, query, verb, resource };
  return {
    path,
    query,
    verb: isTrue(query.get("watch")) ? "watch" : "list",
    // A list of one name is authorised by that name, so that a rule with resourceNames can allow it.
    resource: { ...resource, name: /^metadata\.name==?([^,=!/%]+)$/.exec(query.get("fieldSelector") ?? "")?.[1] ?? "" },
  };
}

/** Go's parser: present without a value is true, "0" and "false" are not. */
export const isTrue = (value: string | null): boolean =>
  value !== null && !["0", "false"].includes(value.toLowerCase());

function resourceOf(segments: readonly string[]): ResourceRoute | undefined {
  const [prefix, ...rest] = segments.at(-1) === "" ? segments.slice(0, -1) : segments;
  const [group, version, ...parts] = prefix === "api" ? ["", ...rest] : prefix === "apis" ? rest : [];
  if (group === undefined || version === undefined || parts.length === 0) return undefined;
  const [first, second = "", third = ""] = parts;
  const inNamespace = first === "namespaces" && parts.length > 2 && third !== "status" && third !== "finalize";
  const [plural = "", name = "", subresource = ""] = inNamespace ? parts.slice(2) : parts;
  return { group, version, plural, name, subresource, namespace: first === "namespaces" ? second : "" };
}
