import { expect, test } from "vitest";
import type { KubeObject, LogLine, LogSource } from "../../../src/playground/cluster/controllers/controller.ts";
import { cluster, START, shop } from "./api.ts";
import { pod } from "./objects.ts";

type Listener = Parameters<LogSource["onLine"]>[0];

const container = (name: string, state: object, more: object = {}) => ({
  name,
  restartCount: 0,
  ready: true,
  state,
  ...more,
});

const running = (names = ["main"]) => ({
  ...pod("web", { nodeName: "node-1", containers: names.map((name) => ({ name, image: "web:1" })) }),
  status: { phase: "Running", containerStatuses: names.map((name) => container(name, { running: {} })) },
});

/** A cluster whose containers have written these lines, and write more when `writes` is called. */
async function withLogs(object: ReturnType<typeof running>, lines: readonly LogLine[]) {
  const listeners = new Set<Listener>();
  const logs: LogSource = {
    lines: (_pod, _container, { previous }) => (previous ? [{ time: START, text: "before the crash" }] : lines),
    onLine: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
  const running = await cluster({ objects: [object], controllers: () => ({ logs, stop: () => {} }) });
  const read = async (query = "") => (await running.get(`${shop("pods")}/web/log?${query}`)).body;
  const writes = (text: string) => {
    const pod = running.store.get("Pod", "shop", "web") as KubeObject;
    for (const listener of listeners) listener(pod, "main", { time: START, text });
  };
  return { ...running, read, writes, listeners };
}

const LINES = [
  { time: START - 60_000, text: "starting" },
  { time: START - 5_000, text: "ready" },
  { time: START - 1_000, text: "GET /" },
];

test("the whole log, its end, or what is recent", async () => {
  const { read } = await withLogs(running(), LINES);
  expect(await read()).toBe("starting\nready\nGET /\n");
  expect(await read("tailLines=1")).toBe("GET /\n");
  expect(await read("tailLines=0")).toBe("");
  expect(await read("sinceSeconds=10")).toBe("ready\nGET /\n");
  expect(await read("sinceTime=2026-11-23T07:59:58Z")).toBe("GET /\n");
  expect(await read("limitBytes=5")).toBe("start");
});

test("with timestamps, as the kubelet writes them", async () => {
  const { read } = await withLogs(running(), LINES);
  expect(await read("tailLines=1&timestamps=true")).toBe("2026-11-23T07:59:59.000000000Z GET /\n");
});

test("the log of the container before the restart, if there was one", async () => {
  const crashed = container("main", { running: {} }, { lastState: { terminated: { exitCode: 1 } } });
  const { read } = await withLogs({ ...running(), status: { phase: "Running", containerStatuses: [crashed] } }, LINES);
  expect(await read("previous=true")).toBe("before the crash\n");
  expect(await (await withLogs(running(), LINES)).read("previous=true")).toMatchObject({
    code: 400,
    message: 'previous terminated container "main" in pod "web" not found',
  });
});

test("with several containers one has to be named", async () => {
  const { read } = await withLogs(running(["main", "side"]), LINES);
  expect(await read()).toMatchObject({
    code: 400,
    message: "a container name must be specified for pod web, choose one of: [main side]",
  });
  expect(await read("container=nobody")).toMatchObject({
    code: 400,
    message: "container nobody is not valid for pod web",
  });
  expect(await read("container=side")).toContain("ready");
});

test("a container that has not started has no log", async () => {
  const waiting = container("main", { waiting: { reason: "ImagePullBackOff" } });
  const { read } = await withLogs({ ...running(), status: { phase: "Pending", containerStatuses: [waiting] } }, LINES);
  expect(await read()).toMatchObject({
    code: 400,
    message: 'container "main" in pod "web" is waiting to start: trying and failing to pull image',
  });
});

test("a pod without a node has nobody who could read its log", async () => {
  const { get } = await cluster({ objects: [pod("web")], controllers: false });
  expect((await get(`${shop("pods")}/web/log`)).code).toBe(204);
});

test("options that make no sense are refused", async () => {
  const { read } = await withLogs(running(), LINES);
  expect(await read("tailLines=-1")).toMatchObject({
    code: 422,
    details: { kind: "PodLogOptions", causes: [{ field: "tailLines" }] },
  });
  expect(await read("sinceSeconds=0")).toMatchObject({ code: 422 });
});

test("followed, the log goes on until the pod goes, and nobody listens afterwards", async () => {
  const { url, store, writes, listeners } = await withLogs(running(), LINES);
  const response = await fetch(`${url}${shop("pods")}/web/log?follow=true&tailLines=1`);
  writes("GET /later");
  store.delete("Pod", "shop", "web");
  expect(await response.text()).toBe("GET /\nGET /later\n");
  await expect.poll(() => listeners.size).toBe(0);
});
