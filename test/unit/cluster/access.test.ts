import { expect, test } from "vitest";
import { DEPLOYMENT, fakeApi, NAMESPACE, nowhere, status } from "./support.ts";

test("the cluster is asked, as the person, whether they may", async () => {
  await using api = await fakeApi(() => ({ status: { allowed: true, reason: 'RBAC: allowed by RoleBinding "devs"' } }));
  const ann = api.as({ user: "ann", groups: ["devs"] });
  const about = { name: "web", subresource: "scale" };
  expect(await ann.can("patch", DEPLOYMENT, "shop", about)).toEqual({
    allowed: true,
    reason: 'RBAC: allowed by RoleBinding "devs"',
  });
  await ann.can("list", NAMESPACE, "shop");
  const specs = api.asked.map(({ body }) => JSON.parse(body).spec.resourceAttributes);
  expect(specs).toEqual([
    { verb: "patch", group: "apps", resource: "deployments", namespace: "shop", name: "web", subresource: "scale" },
    { verb: "list", group: "", resource: "namespaces" },
  ]);
  expect(api.asked[0]?.headers["impersonate-user"]).toBe("ann");
});

test("no answer is a no", async () => {
  await using api = await fakeApi(() => ({ status: { evaluationError: "no such role" } }));
  expect(await api.cluster.can("get", DEPLOYMENT, "shop")).toEqual({ allowed: false, reason: "no such role" });
});

test("health says what is wrong in a few words", async () => {
  await using api = await fakeApi(() => status(503, "shutting down"));
  expect(await api.clusters.health("test")).toEqual({ problem: "shutting down" });
  await using none = await fakeApi(() => undefined, { cluster: { server: await nowhere() } });
  expect(await none.clusters.health("test")).toEqual({ problem: "the connection was refused" });
});
