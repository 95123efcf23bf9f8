import type { Kind, Subresource } from "../kinds/kind.ts";
import { documentName, groupVersionKind } from "./schemas.ts";

/** Verbs as OpenAPI operations: method, and what Kubernetes calls the action. */
const COLLECTION = { list: "get", create: "post", deletecollection: "delete" } as const;
const ITEM = { get: "get", update: "put", patch: "patch", delete: "delete" } as const;

/** Query parameters that clients look for before they use them: kubectl asks for dryRun and fieldValidation. */
const WRITING = ["dryRun", "fieldManager", "fieldValidation"];
const PARAMETERS: Readonly<Record<string, readonly string[]>> = {
  ...{ create: WRITING, update: WRITING, patch: WRITING },
  ...{ delete: ["dryRun"], deletecollection: ["dryRun"] },
};
/** A custom kind's collection is deleted without options, says the API server. */
const parametersFor = (kind: Partial<Kind>, verb: string): readonly string[] =>
  isStream(kind) || (verb === "deletecollection" && kind.custom) ? [] : (PARAMETERS[verb] ?? []);

/** Which URLs a kind is served at, and what can be done there. */
export function pathsOf(kind: Kind): Record<string, object> {
  const root = `/${documentName(kind)}`;
  const collection = kind.namespaced ? `${root}/namespaces/{namespace}/${kind.plural}` : `${root}/${kind.plural}`;
  const item = `${collection}/{name}`;
  const paths: Record<string, object> = { [collection]: operations(kind, kind, COLLECTION) };
  if (kind.verbs.includes("get")) paths[item] = operations(kind, kind, ITEM);
  if (kind.namespaced && kind.verbs.includes("list"))
    paths[`${root}/${kind.plural}`] = operations(kind, { verbs: ["list"] }, COLLECTION);
  for (const sub of kind.subresources)
    paths[`${item}/${sub.name}`] = operations(meant(kind, sub), sub, { ...ITEM, create: "post" });
  return paths;
}

const meant = (kind: Kind, { responseKind }: Subresource): Pick<Kind, "group" | "version" | "kind"> =>
  responseKind.version ? responseKind : { ...kind, kind: responseKind.kind };

function operations(
  kind: Pick<Kind, "group" | "version" | "kind" | "custom">,
  { verbs }: { readonly verbs: readonly string[] },
  methods: Readonly<Record<string, string>>,
): object {
  return Object.fromEntries(
    Object.entries(methods)
      .filter(([verb]) => verbs.includes(verb))
      .map(([verb, method]) => [
        method,
        {
          "x-kubernetes-action": isStream(kind) ? "connect" : (ACTIONS[verb] ?? verb),
          "x-kubernetes-group-version-kind": groupVersionKind(kind),
          parameters: parametersFor(kind, verb).map(parameter),
          responses: { "200": { description: "OK" } },
        },
      ]),
  );
}

const parameter = (name: string): object => ({ name, in: "query", schema: { type: "string", uniqueItems: true } });

const ACTIONS: Readonly<Record<string, string>> = { create: "post", update: "put" };

/** Streams and proxies take options in place of an object: what is done to them is "connect", whatever the method. */
const isStream = ({ kind = "" }: Partial<Kind>): boolean => kind.endsWith("Options");
