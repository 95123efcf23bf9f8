import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { age, humanDuration } from "../../src/kubernetes/age.ts";
import { difference } from "../../src/kubernetes/difference.ts";
import { environment } from "../../src/kubernetes/environment.ts";
import { fold } from "../../src/kubernetes/events.ts";
import type { KubeObject } from "../../src/kubernetes/object.ts";
import { printable } from "../../src/kubernetes/printable.ts";

const S = 1000;
const M = 60 * S;
const H = 60 * M;
const D = 24 * H;

// The cases of apimachinery's own duration_test.go, as far as they concern what we print.
test.each([
  [S, "1s"],
  [70 * S, "70s"],
  [190 * S, "3m10s"],
  [70 * M, "70m"],
  [47 * H, "47h"],
  [49 * H, "2d1h"],
  [8 * D + 2 * H, "8d"],
  [367 * D, "367d"],
  [365 * 2 * D + 25 * H, "2y1d"],
  [365 * 8 * D + 2 * H, "8y"],
  [3 * H, "3h"],
  [3 * H + 5 * M, "3h5m"],
  [-S, "0s"],
])("%i ms is %s", (ms, text) => expect(humanDuration(ms)).toBe(text));
test("an age counts from a timestamp", () => {
  expect(age("2026-11-23T02:00:00Z", Date.parse("2026-11-23T02:05:00Z"))).toBe("5m");
  expect(age(undefined, 0)).toBe("unknown");
});

describe("what differs", () => {
  test("reads as paths, by the names of containers", () => {
    const image = (tag: string) => ({
      spec: {
        replicas: 3,
        template: {
          spec: {
            containers: [
              { name: "web", image: `web:${tag}` },
              { name: "proxy", image: "p" },
            ],
          },
        },
      },
    });
    expect(difference(image("1"), image("2"))).toEqual([
      { path: "spec.template.spec.containers[web].image", before: "web:1", after: "web:2" },
    ]);
  });
  test("leaves out what the server keeps for itself", () => {
    const metadata = (generation: number) => ({
      metadata: {
        generation,
        resourceVersion: `${generation}`,
        managedFields: [generation],
        annotations: { "kubectl.kubernetes.io/last-applied-configuration": `${generation}` },
      },
      status: { generation },
    });
    expect(difference(metadata(1), metadata(2))).toEqual([]);
  });
  test("shows what was added and what was removed", () => {
    expect(difference({ spec: { paused: true } }, { spec: { minReadySeconds: 5 } })).toEqual([
      { path: "spec.minReadySeconds", after: "5" },
      { path: "spec.paused", before: "true" },
    ]);
  });
  test("never shows the value of a variable", () => {
    const env = (value: string) => ({ spec: { containers: [{ name: "a", env: [{ name: "TOKEN", value }] }] } });
    expect(JSON.stringify(difference(env("hunter1"), env("hunter2")))).not.toContain("hunter");
    expect(JSON.stringify(difference({ spec: {} }, env("hunter2")))).not.toContain("hunter");
  });
  test("is empty exactly for equal objects", () => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.string(), fc.jsonValue()),
        (spec) => difference({ spec }, structuredClone({ spec })).length === 0,
      ),
    );
  });
});

describe("events", () => {
  const event = (
    name: string,
    reason: string,
    message: string,
    lastTimestamp: string,
    type = "Normal",
    count = 1,
  ): KubeObject => ({
    apiVersion: "v1",
    kind: "Event",
    metadata: { name: `${name}.1` },
    involvedObject: { kind: "Pod", name },
    reason,
    message,
    lastTimestamp,
    type,
    count,
  });
  test("fold repeats of one workload's pods, warnings first, newest first", () => {
    const folded = fold([
      event("web-5d9f7c6b4-aaaaa", "Started", "Started container app", "2026-11-23T02:00:00Z"),
      event(
        "web-5d9f7c6b4-bbbbb",
        "BackOff",
        "Back-off restarting web-5d9f7c6b4-bbbbb",
        "2026-11-23T01:00:00Z",
        "Warning",
        7,
      ),
      event(
        "web-5d9f7c6b4-ccccc",
        "BackOff",
        "Back-off restarting web-5d9f7c6b4-ccccc",
        "2026-11-23T01:30:00Z",
        "Warning",
        3,
      ),
      event("db-0", "Started", "Started container app", "2026-11-23T02:30:00Z"),
    ]);
    expect(folded.map(({ reason, about, count, others }) => [reason, about, count, others])).toEqual([
      ["BackOff", "pod/web-5d9f7c6b4-ccccc", 10, 1],
      ["Started", "pod/db-0", 1, 0],
      ["Started", "pod/web-5d9f7c6b4-aaaaa", 1, 0],
    ]);
  });
  test("of the new API count by their series", () => {
    const [one] = fold([
      {
        ...event("p", "R", "m", ""),
        lastTimestamp: null,
        eventTime: "2026-11-23T01:00:00Z",
        series: { count: 4, lastObservedTime: "2026-11-23T02:00:00Z" },
      },
    ]);
    expect(one).toMatchObject({ count: 4, last: "2026-11-23T02:00:00Z" });
  });
});

test("an environment is names and sources, never values", () => {
  const container = {
    env: [
      { name: "MODE", value: "hunter2" },
      { name: "PASSWORD", valueFrom: { secretKeyRef: { name: "db", key: "password" } } },
      { name: "NODE", valueFrom: { fieldRef: { fieldPath: "spec.nodeName" } } },
    ],
    envFrom: [{ configMapRef: { name: "web" } }, { secretRef: { name: "all" } }],
  };
  expect(environment(container)).toEqual([
    "MODE (value hidden)",
    "PASSWORD from Secret db/password",
    "NODE from spec.nodeName",
    "all of ConfigMap web",
    "all of Secret all",
  ]);
});

test("printed objects lose managedFields, the last applied file and the values of variables", () => {
  const shown = printable({
    apiVersion: "v1",
    kind: "Pod",
    metadata: {
      name: "p",
      managedFields: [{ manager: "m" }],
      annotations: { "kubectl.kubernetes.io/last-applied-configuration": "hunter2", keep: "yes" },
    },
    spec: { containers: [{ name: "a", env: [{ name: "TOKEN", value: "hunter2" }, { name: "EMPTY" }] }] },
  });
  expect(shown.metadata).toEqual({ name: "p", annotations: { keep: "yes" } });
  expect(shown.spec.containers[0].env).toEqual([{ name: "TOKEN", value: "(hidden)" }, { name: "EMPTY" }]);
});
