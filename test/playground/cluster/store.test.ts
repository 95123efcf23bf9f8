import { beforeEach, describe, expect, test } from "vitest";
import { fakeClock } from "../../../src/playground/cluster/controllers/clock.ts";
import { requestDeletion } from "../../../src/playground/cluster/controllers/deletion.ts";
import type { KubeObject, StoreEvent } from "../../../src/playground/cluster/controllers/controller.ts";
import { Kinds } from "../../../src/playground/cluster/kinds/registry.ts";
import { collectGarbage } from "../../../src/playground/cluster/storage/garbage-collector.ts";
import { ObjectStore } from "../../../src/playground/cluster/storage/store.ts";
import { configMap, deployment, pod } from "./objects.ts";

const clock = fakeClock(Date.parse("2026-11-23T08:00:00Z"));
let store: ObjectStore;

beforeEach(() => {
  store = new ObjectStore(new Kinds(), clock);
});

const edit = (object: KubeObject, change: (draft: KubeObject) => void): KubeObject => {
  const draft = structuredClone(object);
  change(draft);
  return draft;
};

test("a new object gets an identity, a version and the documented defaults", () => {
  const created = store.create(deployment("web", 2));
  expect(created.metadata).toMatchObject({ generation: 1, creationTimestamp: "2026-11-23T08:00:00Z" });
  expect(created.metadata.uid).toMatch(/^[0-9a-f-]{36}$/);
  expect(created.spec.strategy).toEqual({
    type: "RollingUpdate",
    rollingUpdate: { maxSurge: "25%", maxUnavailable: "25%" },
  });
  expect(created.spec.template.spec.containers[0].imagePullPolicy).toBe("IfNotPresent");
});

test("a name that is taken is refused", () => {
  store.create(configMap("settings"));
  expect(() => store.create(configMap("settings"))).toThrow('configmaps "settings" already exists');
});

test("a prefix becomes a name with five letters that spell nothing", () => {
  const created = store.create({ ...pod("x"), metadata: { generateName: "web-", namespace: "shop" } });
  expect(created.metadata.name).toMatch(/^web-[bcdfghjklmnpqrstvwxz2456789]{5}$/);
});

test("objects cannot be changed behind the store's back", () => {
  const created = store.create(deployment("web"));
  expect(() => {
    created.spec.replicas = 9;
  }).toThrow(TypeError);
});

describe("writing", () => {
  test("a stale resourceVersion is a conflict", () => {
    const first = store.create(configMap("settings"));
    store.update(edit(first, (draft) => (draft.data = { a: "1" })));
    expect(() => store.update(edit(first, (draft) => (draft.data = { b: "2" })))).toThrow(
      'Operation cannot be fulfilled on configmaps "settings": the object has been modified; please apply your changes to the latest version and try again',
    );
  });

  test("the generation counts changes of the spec, not of labels or the status", () => {
    const first = store.create(deployment("web"));
    const labelled = store.update(edit(first, (draft) => (draft.metadata.labels = { tier: "front" })));
    const observed = store.updateStatus(edit(labelled, (draft) => (draft.status = { replicas: 1 })));
    const scaled = store.update(edit(observed, (draft) => (draft.spec.replicas = 3)));
    expect([labelled, observed, scaled].map((object) => object.metadata.generation)).toEqual([1, 1, 2]);
    expect(scaled.status).toEqual({ replicas: 1 });
  });

  test("a write that changes nothing is no write", () => {
    const first = store.create(configMap("settings", { a: "1" }));
    expect(store.update(structuredClone(first)).metadata.resourceVersion).toBe(first.metadata.resourceVersion);
  });

  test("a dry run says what would be, and stores nothing", () => {
    const first = store.create(deployment("web"));
    const preview = store.update(
      edit(first, (draft) => (draft.spec.replicas = 5)),
      { dryRun: true },
    );
    expect(preview.spec.replicas).toBe(5);
    expect(store.get("Deployment", "shop", "web")).toBe(first);
  });

  test("everybody hears of every change in the order of its version, even of those made while listening", () => {
    const heard: string[] = [];
    store.onChange(({ type, object }) => {
      if (type === "ADDED" && object.kind === "Deployment") store.create(configMap("made-by-listener"));
    });
    store.onChange(({ type, object }) =>
      heard.push(`${type} ${object.metadata.name} ${object.metadata.resourceVersion}`),
    );
    store.create(deployment("web"));
    expect(heard).toEqual(["ADDED web 2", "ADDED made-by-listener 3"]);
  });

  test("a quota that is used up refuses the next pod", () => {
    store.create({
      apiVersion: "v1",
      kind: "ResourceQuota",
      metadata: { name: "small", namespace: "shop" },
      spec: { hard: { pods: "1" } },
    });
    store.create(pod("web-1"));
    expect(() => store.create(pod("web-2"))).toThrow(
      'pods "web-2" is forbidden: exceeded quota: small, requested: pods=1, used: pods=1, limited: pods=1',
    );
  });
});

test("lists come in the order of etcd's keys: namespace, slash, name", () => {
  for (const [namespace, name] of [
    ["a", "x"],
    ["a-b", "x"],
    ["a", "b"],
  ] as const) {
    store.create({ ...configMap(name), metadata: { name, namespace } });
  }
  expect(store.list("ConfigMap").map(({ metadata }) => `${metadata.namespace}/${metadata.name}`)).toEqual([
    "a-b/x",
    "a/b",
    "a/x",
  ]);
});

test("history continues from any version it still knows, and says so when it does not", () => {
  const first = store.create(configMap("one"));
  store.create(configMap("two"));
  const from = Number(first.metadata.resourceVersion);
  expect(store.history.since(from, "ConfigMap").map(({ object }) => object.metadata.name)).toEqual(["two"]);
  store.history.forget();
  expect(() => store.history.since(from, "ConfigMap")).toThrow("too old resource version: 2 (3)");
});

describe("deleting", () => {
  const owned = (name: string, owner: KubeObject): KubeObject =>
    store.create({
      ...configMap(name),
      metadata: {
        name,
        namespace: "shop",
        ownerReferences: [
          {
            apiVersion: owner.apiVersion,
            kind: owner.kind,
            name: owner.metadata.name,
            uid: owner.metadata.uid,
            blockOwnerDeletion: true,
          },
        ],
      },
    });

  let events: StoreEvent[];
  beforeEach(() => {
    collectGarbage(store);
    events = [];
    store.onChange((event) => events.push(event));
  });

  test("what belongs to a deleted owner goes after it, down the whole chain", () => {
    const owner = store.create(configMap("owner"));
    owned("grandchild", owned("child", owner));
    store.delete("ConfigMap", "shop", "owner");
    clock.advance(0);
    expect(store.list("ConfigMap")).toEqual([]);
    expect(events.slice(-3).map(({ object }) => object.metadata.name)).toEqual(["owner", "child", "grandchild"]);
  });

  test("a foreground deletion keeps the owner until its dependents are gone", () => {
    const owner = store.create({
      ...configMap("owner"),
      metadata: { name: "owner", namespace: "shop", finalizers: ["foregroundDeletion"] },
    });
    owned("child", owner);
    requestDeletion(store, clock, owner);
    clock.advance(0);
    expect(events.slice(-2).map(({ type, object }) => `${type} ${object.metadata.name}`)).toEqual([
      "DELETED child",
      "DELETED owner",
    ]);
  });

  test("and waits for their dependents too, a pod that is still running among them", () => {
    const owner = store.create({
      ...configMap("owner"),
      metadata: { name: "owner", namespace: "shop", finalizers: ["foregroundDeletion"] },
    });
    const child = owned("child", owner);
    const running = pod("grandchild", { nodeName: "node-1" });
    const { apiVersion, kind, metadata } = child;
    const reference = { apiVersion, kind, name: metadata.name, uid: metadata.uid, blockOwnerDeletion: true };
    store.create({ ...running, metadata: { ...running.metadata, ownerReferences: [reference] } });
    requestDeletion(store, clock, owner);
    clock.advance(0);
    expect(store.get("ConfigMap", "shop", "owner")).toBeDefined();
    store.delete("Pod", "shop", "grandchild");
    clock.advance(0);
    expect(store.list("ConfigMap")).toEqual([]);
  });

  test("an orphaning deletion lets the dependents go", () => {
    const owner = store.create({
      ...configMap("owner"),
      metadata: { name: "owner", namespace: "shop", finalizers: ["orphan"] },
    });
    owned("child", owner);
    requestDeletion(store, clock, owner);
    clock.advance(0);
    expect(store.list("ConfigMap").map(({ metadata }) => [metadata.name, metadata.ownerReferences])).toEqual([
      ["child", undefined],
    ]);
  });

  test("a pod on a node is marked, and goes when its kubelet says so", () => {
    const running = store.create(pod("web-1", { nodeName: "node-1" }));
    requestDeletion(store, clock, running);
    const marked = store.get("Pod", "shop", "web-1");
    expect(marked?.metadata).toMatchObject({ deletionTimestamp: "2026-11-23T08:00:30Z", generation: 2 });
    store.delete("Pod", "shop", "web-1");
    expect(events.map(({ type }) => type)).toEqual(["ADDED", "MODIFIED", "DELETED"]);
  });
});
