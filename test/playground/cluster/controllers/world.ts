import { type FakeClock, fakeClock } from "../../../../src/playground/cluster/controllers/clock.ts";
import type { KubeObject, NewObject, StoreEvent } from "../../../../src/playground/cluster/controllers/controller.ts";
import {
  type ControllerOptions,
  type RunningControllers,
  startControllers,
} from "../../../../src/playground/cluster/controllers/index.ts";
import { Kinds } from "../../../../src/playground/cluster/kinds/registry.ts";
import { collectGarbage } from "../../../../src/playground/cluster/storage/garbage-collector.ts";
import { ObjectStore } from "../../../../src/playground/cluster/storage/store.ts";
import { strategicMerge } from "../../../../src/playground/cluster/write/strategic-merge.ts";
import { nodes } from "../../../../src/playground/seed/nodes.ts";

/** A cluster without HTTP, whose time moves only when a test says so. */
export interface World {
  store: ObjectStore;
  clock: FakeClock;
  running: RunningControllers;
  /** Every change of an object, in order. */
  changes: StoreEvent[];
  create(...objects: NewObject[]): void;
  get(kind: string, namespace: string, name: string): KubeObject;
  /** Applies a strategic merge patch, as `kubectl patch` does. */
  patch(kind: string, namespace: string, name: string, patch: unknown): KubeObject;
  /** Pods of a namespace whose names start with this. */
  pods(namespace: string, prefix?: string): KubeObject[];
  /** "reason: message" of the events about an object, in the order in which they were first seen. */
  events(kind: string, namespace: string, name: string): string[];
  seconds(count: number): void;
}

/**
 * @param withNodes false for a cluster without any node
 * @param options for the controllers
 */
export function world({ withNodes = true, ...options }: { withNodes?: boolean } & ControllerOptions = {}): World {
  const clock = fakeClock(Date.parse("2026-11-23T10:00:00Z"));
  const store = new ObjectStore(new Kinds(), clock);
  collectGarbage(store);
  const changes: StoreEvent[] = [];
  store.onChange((event) => changes.push(event));
  if (withNodes) for (const node of nodes()) store.create(node);
  store.create({ apiVersion: "v1", kind: "Namespace", metadata: { name: "shop" }, status: {} });
  const running = startControllers(store, clock, options);

  function get(kind: string, namespace: string, name: string): KubeObject {
    const found = store.get(kind, namespace, name);
    if (!found) throw new Error(`There is no ${kind} ${namespace}/${name}`);
    return found;
  }

  return {
    store,
    clock,
    running,
    changes,
    get,
    create(...objects) {
      // An empty status, as the API server's decoder gives to each kind that has one.
      for (const object of objects) store.create({ status: {}, ...object });
      clock.advance(0);
    },
    patch(kind, namespace, name, patch) {
      const patched = strategicMerge(get(kind, namespace, name), patch as never) as unknown as KubeObject;
      const result = store.update(patched);
      clock.advance(0);
      return result;
    },
    pods: (namespace, prefix = "") =>
      store.list("Pod", namespace).filter(({ metadata }) => metadata.name.startsWith(prefix)),
    events: (kind, namespace, name) =>
      store
        .list("Event", namespace)
        .filter(({ involvedObject }) => involvedObject.kind === kind && involvedObject.name === name)
        .sort((a, b) => Number(a.metadata.resourceVersion) - Number(b.metadata.resourceVersion))
        .map(({ reason, message }) => `${reason}: ${message}`),
    seconds: (count) => clock.advance(count * 1000),
  };
}
