import { describe, expect, test } from "vitest";
import { type Asked, type Answer, failure, fakeApi, NAMESPACE, POD, status } from "./support.ts";

const columns = [
  { name: "Name", type: "string", format: "name", priority: 0 },
  { name: "Restarts", type: "string", priority: 0 },
  { name: "Node", type: "string", priority: 1 },
];
const table = (rows: readonly (readonly unknown[])[], rest: object = {}) => ({
  ...{
    kind: "Table",
    apiVersion: "meta.k8s.io/v1",
    columnDefinitions: columns,
    rows: rows.map((cells) => ({ cells })),
  },
  ...rest,
});
const namespaceOf = ({ path }: Asked) => /namespaces\/([^/]+)\/pods/.exec(path)?.[1];
const namespaces = (...names: string[]) => table(names.map((name) => [name, "Active", null]));

describe("a table", () => {
  test("has the server's own columns, and the wide ones when asked", async () => {
    await using api = await fakeApi(() => table([["web-1", "5 (2m ago)", "node-1"]]));
    expect(
      await api.cluster.table(POD, { namespace: "shop", labels: "app=web", fields: "status.phase=Running" }),
    ).toEqual({
      columns: ["NAME", "RESTARTS"],
      rows: [["web-1", "5 (2m ago)"]],
    });
    expect(await api.cluster.table(POD, { namespace: "shop", wide: true })).toEqual({
      columns: ["NAME", "RESTARTS", "NODE"],
      rows: [["web-1", "5 (2m ago)", "node-1"]],
    });
    expect(api.asked[0]?.query).toMatchObject({
      ...{ includeObject: "None", labelSelector: "app=web", fieldSelector: "status.phase=Running" },
    });
    expect(api.asked[0]?.headers.accept).toContain("as=Table");
  });

  test("prints cells as kubectl does", async () => {
    await using api = await fakeApi(() =>
      table([["web-1", "first line\nsecond", null], ["web-2", 3, true], ["web-3"]]),
    );
    expect((await api.cluster.table(POD, { namespace: "shop", wide: true })).rows).toEqual([
      ["web-1", "first line...", ""],
      ["web-2", "3", "true"],
      ["web-3", "", ""],
    ]);
  });

  test("of one object is the object's own, and an unknown name is no empty table", async () => {
    await using api = await fakeApi(({ path }) => {
      if (path.endsWith("/pods/web-1")) return table([["web-1", "0", "node-1"]]);
      return path.endsWith("/pods") ? table([["web-1", "0", "node-1"]]) : undefined;
    });
    expect((await api.cluster.table(POD, { namespace: "shop", name: "web-1" })).rows).toEqual([["web-1", "0"]]);
    await expect(api.cluster.table(POD, { namespace: "shop", name: "web-2" })).rejects.toEqual(
      failure("not-found", { what: "pod/web-2", near: ["web-1"] }),
    );
  });

  test("comes page by page, and starts over once when the server has forgotten where it was", async () => {
    let expired = false;
    await using api = await fakeApi(({ query }) => {
      if (query.continue === undefined) return table([["web-1", "0", ""]], { metadata: { continue: "next" } });
      if (expired) return table([["web-2", "0", ""]]);
      expired = true;
      return status(410, "The provided continue parameter is too old");
    });
    expect((await api.cluster.table(POD, { namespace: "shop" })).rows).toEqual([
      ["web-1", "0"],
      ["web-2", "0"],
    ]);
    expect(api.asked.map(({ query }) => query.continue)).toEqual([undefined, "next", undefined, "next"]);
  });

  test("of a server that makes none shows name and age", async () => {
    const item = { metadata: { name: "web-1", creationTimestamp: "2026-11-23T07:00:00Z" } };
    await using api = await fakeApi(({ path }) =>
      path.endsWith("/pods") ? { kind: "PodList", apiVersion: "v1", items: [item] } : { kind: "Pod", ...item },
    );
    const expected = { columns: ["NAME", "AGE"], rows: [["web-1", "60m"]] };
    expect(await api.cluster.table(POD, { namespace: "shop" })).toEqual(expected);
    expect(await api.cluster.table(POD, { namespace: "shop", name: "web-1" })).toEqual(expected);
    expect(await api.cluster.names(POD, "shop", 10)).toEqual(["web-1"]);
  });
});

test.each([
  {},
  { kind: "Table", rows: "x" },
  { kind: "Table", rows: [{ cells: 1 }] },
  { kind: "Table", columnDefinitions: [null], rows: [] },
  { metadata: 7, items: [] },
  { items: [{}] },
])("an answer that is none, %j, is the server's trouble and no bug", async (odd) => {
  await using api = await fakeApi(() => odd);
  await expect(api.cluster.table(POD, { namespace: "shop" })).rejects.toEqual(failure("unavailable"));
  await expect(api.cluster.list(POD, { namespace: "shop" })).rejects.toEqual(failure("unavailable"));
});

test("a table or list without anything in it is empty, however the server says so", async () => {
  for (const empty of [{ kind: "Table", columnDefinitions: columns, rows: null }, { items: null }, { items: [] }]) {
    await using api = await fakeApi(() => empty);
    expect((await api.cluster.table(POD, { namespace: "shop" })).rows).toEqual([]);
  }
});

describe("a table of all namespaces", () => {
  test("is asked namespace by namespace while these are few", async () => {
    await using api = await fakeApi((asked) =>
      asked.path === "/api/v1/namespaces"
        ? namespaces("billing", "shop")
        : table([[`${namespaceOf(asked)}-1`, "0", ""]]),
    );
    expect(await api.cluster.table(POD, {})).toEqual({
      columns: ["NAMESPACE", "NAME", "RESTARTS"],
      rows: [
        ["billing", "billing-1", "0"],
        ["shop", "shop-1", "0"],
      ],
    });
    expect(api.asked.map(({ path }) => path)).toEqual([
      "/api/v1/namespaces",
      "/api/v1/namespaces/billing/pods",
      "/api/v1/namespaces/shop/pods",
    ]);
  });

  const everywhere: Answer = ({ path }) => {
    if (path !== "/api/v1/pods") throw new Error(`asked for ${path}`);
    const row = (namespace: string) => ({
      cells: ["web-1", "0", ""],
      object: { metadata: { name: "web-1", namespace } },
    });
    return table([], { rows: [row("billing"), row("shop")] });
  };
  const expected = {
    columns: ["NAMESPACE", "NAME", "RESTARTS"],
    rows: [
      ["billing", "web-1", "0"],
      ["shop", "web-1", "0"],
    ],
  };

  test("comes with each row's own namespace where there are many", async () => {
    const many = Array.from({ length: 65 }, (_, i) => `team-${i}`);
    await using api = await fakeApi((asked, response) =>
      asked.path === "/api/v1/namespaces" ? namespaces(...many) : everywhere(asked, response),
    );
    expect(await api.cluster.table(POD, {})).toEqual(expected);
    expect(api.asked[1]?.query).toMatchObject({ includeObject: "Metadata", limit: "100" });
  });

  test("does not need the right to list namespaces", async () => {
    const no =
      'namespaces is forbidden: User "ann" cannot list resource "namespaces" in API group "" at the cluster scope';
    await using api = await fakeApi((asked, response) =>
      asked.path === "/api/v1/namespaces" ? status(403, no) : everywhere(asked, response),
    );
    expect(await api.cluster.table(POD, {})).toEqual(expected);
  });

  test("of what belongs to none has no such column", async () => {
    await using api = await fakeApi(() => namespaces("shop"));
    expect(await api.cluster.table(NAMESPACE, {})).toEqual({
      columns: ["NAME", "RESTARTS"],
      rows: [["shop", "Active"]],
    });
  });
});

test("names are at most as many as were asked for", async () => {
  await using api = await fakeApi(() =>
    table([
      ["a", "", ""],
      ["b", "", ""],
      ["c", "", ""],
    ]),
  );
  expect(await api.cluster.names(POD, "shop", 2)).toEqual(["a", "b"]);
  expect(api.asked[0]?.query.limit).toBe("2");
});

describe("a list", () => {
  test("has whole objects that say what they are, without managedFields", async () => {
    const item = { metadata: { name: "web-1", managedFields: [{ manager: "kubelet" }] }, spec: { nodeName: "node-1" } };
    await using api = await fakeApi(() => ({ kind: "PodList", apiVersion: "v1", metadata: {}, items: [item] }));
    expect(await api.cluster.list(POD, { namespace: "shop", name: "web-1", fields: "spec.nodeName=node-1" })).toEqual([
      { apiVersion: "v1", kind: "Pod", metadata: { name: "web-1" }, spec: { nodeName: "node-1" } },
    ]);
    expect(api.asked[0]?.query.fieldSelector).toBe("metadata.name=web-1,spec.nodeName=node-1");
  });

  test("that nobody could read is refused with what to do", async () => {
    const items = Array.from({ length: 100 }, (_, i) => ({ metadata: { name: `web-${i}` } }));
    await using api = await fakeApi(() => ({ apiVersion: "v1", metadata: { continue: "more" }, items }));
    await expect(api.cluster.list(POD, {})).rejects.toEqual(failure("refused"));
    expect(api.asked).toHaveLength(51);
  });
});
