import { describe, expect, test } from "vitest";
import { humanDuration } from "../../../src/playground/cluster/columns/age.ts";
import { cluster, shop, TABLE } from "./api.ts";
import { configMap, deployment, pod, widgets } from "./objects.ts";

interface Table {
  columnDefinitions: { name: string; priority: number; description: string }[];
  rows: { cells: unknown[]; object: unknown; conditions?: { reason: string }[] }[];
}

/** What a person would see: name of each column with the cell below it. */
const shown = ({ columnDefinitions, rows }: Table, wide = false) =>
  rows.map(({ cells }) =>
    Object.fromEntries(
      columnDefinitions.flatMap(({ name, priority }, index) => (priority === 0 || wide ? [[name, cells[index]]] : [])),
    ),
  );

const container = (state: object, more: object = {}) => ({
  name: "main",
  ready: false,
  restartCount: 0,
  state,
  ...more,
});

describe("pods", () => {
  test.each([
    ["Running", { phase: "Running", containerStatuses: [container({ running: {} }, { ready: true })] }, "1/1", "0"],
    [
      "CrashLoopBackOff",
      {
        phase: "Running",
        containerStatuses: [
          container(
            { waiting: { reason: "CrashLoopBackOff" } },
            { restartCount: 4, lastState: { terminated: { exitCode: 1, finishedAt: "2026-11-23T07:58:30Z" } } },
          ),
        ],
      },
      "0/1",
      "4 (90s ago)",
    ],
    [
      "Error",
      { phase: "Failed", containerStatuses: [container({ terminated: { exitCode: 1, reason: "Error" } })] },
      "0/1",
      "0",
    ],
    ["ExitCode:3", { phase: "Failed", containerStatuses: [container({ terminated: { exitCode: 3 } })] }, "0/1", "0"],
    ["Evicted", { phase: "Failed", reason: "Evicted" }, "0/1", "0"],
    ["Pending", { phase: "Pending" }, "0/1", "0"],
  ])("%s", async (status, podStatus, ready, restarts) => {
    const { get } = await cluster({ objects: [{ ...pod("web"), status: podStatus }], controllers: false });
    const { body } = await get(shop("pods"), TABLE);
    expect(shown(body)).toEqual([{ Name: "web", Ready: ready, Status: status, Restarts: restarts, Age: "0s" }]);
  });

  test("an init container that is stuck is what one sees", async () => {
    const spec = {
      initContainers: [{ name: "wait", image: "wait:1" }],
      containers: [{ name: "main", image: "web:1" }],
    };
    const status = {
      phase: "Pending",
      initContainerStatuses: [{ name: "wait", restartCount: 0, state: { waiting: { reason: "CrashLoopBackOff" } } }],
    };
    const { get } = await cluster({ objects: [{ ...pod("web", spec), status }], controllers: false });
    expect(shown((await get(shop("pods"), TABLE)).body)[0]).toMatchObject({ Status: "Init:CrashLoopBackOff" });
  });

  test("one that has ended says so in its row, for clients that hide it", async () => {
    const { get } = await cluster({ objects: [{ ...pod("job"), status: { phase: "Succeeded" } }], controllers: false });
    expect((await get(shop("pods"), TABLE)).body.rows[0].conditions).toMatchObject([
      { type: "Completed", reason: "Succeeded" },
    ]);
  });
});

test("wide columns come along, marked as such", async () => {
  const { get } = await cluster({ objects: [deployment("web", 3)], controllers: false });
  const { body } = await get(shop("deployments", "apps"), TABLE);
  expect(shown(body)).toEqual([{ Name: "web", Ready: "0/3", "Up-to-date": 0, Available: 0, Age: "0s" }]);
  expect(shown(body, true)[0]).toMatchObject({
    Containers: "main",
    Images: "registry.example/web:1.0",
    Selector: "app=web",
  });
});

test("columns are described by the documentation of the field they show", async () => {
  const { get } = await cluster();
  const { columnDefinitions } = (await get(shop("pods"), TABLE)).body as Table;
  const described = (name: string) => columnDefinitions.find((column) => column.name === name)?.description;
  expect(described("Age")).toMatch(/^CreationTimestamp is a timestamp .* UTC\.\n\nPopulated by the system\./s);
  expect(described("Node")).toMatch(/^NodeName indicates in which node this pod is scheduled\./);
});

test("rows bring metadata, the whole object, or nothing", async () => {
  const { get } = await cluster({ objects: [configMap("a", { key: "value" })] });
  const object = async (include: string) =>
    (await get(`${shop("configmaps")}/a?includeObject=${include}`, TABLE)).body.rows[0].object;
  expect(await object("None")).toBeNull();
  expect(await object("Metadata")).toMatchObject({ kind: "PartialObjectMetadata", metadata: { name: "a" } });
  expect(await object("Object")).toMatchObject({ kind: "ConfigMap", data: { key: "value" } });
});

test("an annotation that is a field of DaemonSets is not among their metadata", async () => {
  const { spec } = deployment("agent");
  const agent = {
    apiVersion: "apps/v1",
    kind: "DaemonSet",
    metadata: { name: "agent", namespace: "shop" },
    spec: { selector: spec.selector, template: spec.template },
  };
  const { get } = await cluster({ objects: [agent], controllers: false });
  expect((await get(`${shop("daemonsets", "apps")}/agent`)).body.metadata.annotations).toEqual({
    "deprecated.daemonset.template.generation": "1",
  });
  expect(
    (await get(`${shop("daemonsets", "apps")}/agent`, TABLE)).body.rows[0].object.metadata.annotations,
  ).toBeUndefined();
});

test("custom kinds show the columns that their definition declares", async () => {
  const { call, get, clock } = await cluster({ objects: [widgets()] });
  const widget = { apiVersion: "example.com/v1", kind: "Widget", metadata: { name: "one" }, spec: { size: 3 } };
  await call("POST", "/apis/example.com/v1/namespaces/shop/widgets", { body: widget });
  clock.advance(60_000);
  expect(shown((await get("/apis/example.com/v1/widgets", TABLE)).body)).toEqual([{ Name: "one", Size: 3 }]);
});

test.each([
  [0, "0s"],
  [119, "119s"],
  [120, "2m"],
  [9 * 60 + 5, "9m5s"],
  [10 * 60 + 5, "10m"],
  [3 * 3600, "3h"],
  [3 * 3600 + 300, "3h5m"],
  [8 * 3600 + 300, "8h"],
  [47 * 3600, "47h"],
  [48 * 3600, "2d"],
  [50 * 3600, "2d2h"],
  [9 * 86_400 + 7200, "9d"],
  [800 * 86_400, "2y70d"],
  [9 * 365 * 86_400, "9y"],
])("%d seconds are %s", (seconds, text) => {
  expect(humanDuration(seconds * 1000)).toBe(text);
});
