import { createHash } from "node:crypto";
import { type Answer, type Api, type ApiRequest, ok } from "../api.ts";
import { openApiDocument, openApiRoot } from "../openapi/index.ts";
import { mediaRange } from "../read/accept.ts";
import { noSuchResource } from "../status.ts";
import { aggregatedDiscovery } from "./aggregated.ts";
import { apiGroup, apiGroupList, apiResourceList, apiVersions } from "./legacy.ts";

const VERSION = {
  major: "1",
  minor: "37",
  emulationMajor: "1",
  emulationMinor: "37",
  minCompatibilityMajor: "1",
  minCompatibilityMinor: "36",
  gitVersion: "v1.37.2",
  gitCommit: "",
  gitTreeState: "",
  buildDate: "1970-01-01T00:00:00Z",
  goVersion: "",
  compiler: "",
  platform: `${process.platform}/${process.arch === "x64" ? "amd64" : process.arch}`,
};

/** Answers everything that is no resource: health, version, discovery, documentation. */
export function answerPath({ store }: Api, request: ApiRequest): Answer {
  const { path } = request.route;
  const kinds = store.kinds.all();
  const [first, second, third, ...rest] = path.replace(/^\/|\/$/g, "").split("/");
  if (["healthz", "livez", "readyz"].includes(first ?? "")) return ok("ok");
  if (first === "version") return ok(VERSION);
  if (first === "openapi" && second === "v3") {
    const document =
      third === undefined ? openApiRoot(store.kinds.all()) : openApiDocument(kinds, [third, ...rest].join("/"));
    return document ? ok(document) : { code: 404, body: "" };
  }
  if (first === "api" || first === "apis") {
    if (second === undefined) return discovery(request, first, kinds);
    if (first === "api") return found(apiResourceList(kinds, "", second));
    const group = apiGroup(kinds, second);
    if (third === undefined || !group) return found(group);
    const resources = apiResourceList(kinds, second, third);
    if (!resources) throw noSuchResource();
    return ok(resources);
  }
  if (path === "/") return ok({ paths: ["/api", "/apis", "/healthz", "/livez", "/openapi/v3", "/readyz", "/version"] });
  return unserved;
}

/** Paths that no group serves are refused by the server's outermost layer, which speaks no Kubernetes. */
export const unserved: Answer = { code: 404, body: "404 page not found\n" };

const found = (document: object | undefined): Answer => (document ? ok(document) : unserved);

function discovery(
  { message }: ApiRequest,
  root: "api" | "apis",
  kinds: Parameters<typeof aggregatedDiscovery>[0],
): Answer {
  if (!wantsAggregated(message.headers.accept))
    return ok(root === "api" ? apiVersions(message.headers.host) : apiGroupList(kinds));
  const body = aggregatedDiscovery(kinds.filter(({ group }) => (group === "") === (root === "api")));
  const etag = `"${createHash("sha512").update(JSON.stringify(body)).digest("hex").toUpperCase()}"`;
  const headers = {
    etag,
    vary: "Accept",
    "content-type": "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList",
  };
  return message.headers["if-none-match"] === etag ? { code: 304, body: "", headers } : { code: 200, body, headers };
}

/** Whether the aggregated form comes before the plain one among what the client accepts. */
function wantsAggregated(accept = "*/*"): boolean {
  for (const range of accept.split(",")) {
    const { type, parameters } = mediaRange(range);
    if (parameters.as === "APIGroupDiscoveryList" && parameters.g === "apidiscovery.k8s.io" && parameters.v === "v2")
      return true;
    if (!parameters.as && (type === "application/json" || type === "*/*")) return false;
  }
  return false;
}
