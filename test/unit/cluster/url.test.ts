import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Resource, resourceUrl, serverUrl } from "../../../src/cluster/connection/url.ts";

const pod = (name: string, namespace = "shop"): Resource => ({
  ...{ group: "", version: "v1", resource: "pods", namespace, name },
});

/** What a server makes of a path: parsed by the URL standard, split, decoded. */
const asRead = (path: string): readonly string[] =>
  new URL(path, "https://cluster.test").pathname.split("/").slice(1).map(decodeURIComponent);

describe("a URL of the Kubernetes API", () => {
  test.each([
    [pod("web-1"), "/api/v1/namespaces/shop/pods/web-1"],
    [{ ...pod("web-1"), subresource: "log" }, "/api/v1/namespaces/shop/pods/web-1/log"],
    [{ group: "apps", version: "v1", resource: "deployments" }, "/apis/apps/v1/deployments"],
    [{ group: "", version: "v1", resource: "nodes", name: "node-1" }, "/api/v1/nodes/node-1"],
    [
      { group: "rbac.authorization.k8s.io", version: "v1", resource: "clusterroles", name: "system:node" },
      "/apis/rbac.authorization.k8s.io/v1/clusterroles/system%3Anode",
    ],
  ])("%j", (resource, path) => {
    expect(resourceUrl(resource)).toBe(path);
  });

  test("keeps the path of a server behind a gateway, and says the parameters that are given", () => {
    const parameters = { limit: 5, labelSelector: "app=web,tier!=cache", continue: undefined };
    expect(resourceUrl(pod("web-1"), parameters, "/k8s/clusters/c-1")).toBe(
      "/k8s/clusters/c-1/api/v1/namespaces/shop/pods/web-1?limit=5&labelSelector=app%3Dweb%2Ctier%21%3Dcache",
    );
    expect(serverUrl("/openapi/v3/apis/apps/v1", { hash: "AB/1" })).toBe("/openapi/v3/apis/apps/v1?hash=AB%2F1");
  });

  test.each([
    "..",
    ".",
    "",
    "a/b",
    "a%2f..",
    "a%2fb",
    "%2e%2e",
    "web?dryRun=All",
    "web#",
    "a\\b",
    "a b",
    "web\n",
    ".web",
    "…",
  ])("the name %j reaches nothing", (name) => {
    expect(() => resourceUrl(pod(name))).toThrow(expect.objectContaining({ code: "not-found" }));
    expect(() => resourceUrl(pod("web", name))).toThrow(expect.objectContaining({ code: "not-found" }));
  });

  test("there is none to a Secret", () => {
    const secrets = { group: "", version: "v1", resource: "secrets", namespace: "shop" };
    expect(() => resourceUrl(secrets)).toThrow(expect.objectContaining({ code: "secret-kind" }));
    expect(() => resourceUrl({ ...secrets, name: "db" })).toThrow(expect.objectContaining({ code: "secret-kind" }));
  });

  test("whatever the words, it is refused or read as it was meant", () => {
    const nasty = fc.constantFrom(
      "..",
      ".",
      "/",
      "%2e",
      "%2F",
      "\\",
      "?",
      "#",
      ":",
      "@",
      ";",
      "~",
      "a",
      "pods",
      "-",
      "\u2024",
    );
    const word = fc.oneof(
      fc.string(),
      fc.string({ unit: "binary" }),
      fc.array(nasty).map((parts) => parts.join("")),
      fc.stringMatching(/^[a-z0-9.:-]{1,9}$/),
    );
    const resource = fc.record(
      { group: word, version: word, resource: word, namespace: word, name: word, subresource: word },
      { requiredKeys: ["group", "version", "resource"] },
    );
    fc.assert(
      fc.property(resource, (meant) => {
        let path: string;
        try {
          path = resourceUrl(meant);
        } catch {
          return;
        }
        const { group, version, resource, namespace, name, subresource } = meant;
        const root = group === "" ? ["api", version] : ["apis", group, version];
        const rest = [...(namespace === undefined ? [] : ["namespaces", namespace]), resource, name, subresource];
        expect(asRead(path)).toEqual([...root, ...rest.filter((segment) => segment !== undefined)]);
      }),
      { numRuns: 5000 },
    );
  });
});
