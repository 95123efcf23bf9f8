import { randomUUID } from "node:crypto";
import { admit } from "../admission/index.ts";
import { withQuota } from "../admission/quota.ts";
import type { Clock, KubeObject, Metadata, NewObject, Store, StoreEvent } from "../controllers/controller.ts";
import { rfc3339 } from "../controllers/time.ts";
import { applyDefaults } from "../defaults/index.ts";
import { fillStatus } from "../defaults/status.ts";
import { apiVersionOf, type Kind } from "../kinds/kind.ts";
import type { Kinds } from "../kinds/registry.ts";
import { alreadyExists, conflict, modifiedMeanwhile, noSuchResource, notFound } from "../status.ts";
import { validate } from "../validation/index.ts";
import { copy, freeze, same } from "./copy.ts";
import { generationAfter } from "./generation.ts";
import { type Change, History } from "./history.ts";
import { type ManagedMetadata, type Manager, withManager } from "./managed-fields.ts";
import { generatedName } from "./names.ts";
import { Shelf } from "./shelf.ts";

export interface WriteOptions {
  /** Says what would be stored, without storing it. */
  readonly dryRun?: boolean;
  /** Who is named in managedFields. Controllers are not. */
  readonly manager?: Manager;
}

/**
 * The objects of the cluster and the one place that changes them. Whoever writes, a person through HTTP or a controller,
 * gets the same defaults, admission, validation and optimistic concurrency. Objects are frozen: a change is a new object.
 */
export class ObjectStore implements Store {
  readonly kinds: Kinds;
  readonly clock: Clock;
  readonly history = new History();
  readonly #shelves = new Map<string, Shelf>();
  readonly #listeners = new Set<(change: Change) => void>();
  readonly #pending: Change[] = [];
  #notifying = false;
  #version = 1;

  constructor(kinds: Kinds, clock: Clock) {
    this.kinds = kinds;
    this.clock = clock;
  }

  /** The newest resourceVersion of the whole cluster. */
  get version(): number {
    return this.#version;
  }

  list(key: string, namespace?: string): readonly KubeObject[] {
    return this.#shelves.get(key)?.list(namespace) ?? [];
  }

  get(key: string, namespace: string | undefined, name: string): KubeObject | undefined {
    return this.#shelves.get(key)?.get(namespace, name);
  }

  create(object: NewObject, { dryRun = false, manager }: WriteOptions = {}): KubeObject {
    const kind = this.#kindOf(object as KubeObject);
    const metadata = object.metadata;
    const name = metadata.name || (metadata.generateName ? generatedName(metadata.generateName) : "");
    const draft = copy<KubeObject>({
      ...(object as KubeObject),
      apiVersion: apiVersionOf(this.#storedAs(kind)),
      metadata: {
        ...metadata,
        name,
        // A seed may bring its own, so that its ownerReferences hold; the HTTP side takes it away from clients.
        uid: metadata.uid ?? randomUUID(),
        resourceVersion: "",
        creationTimestamp: metadata.creationTimestamp ?? rfc3339(this.clock.now()),
        generation: kind.hasGeneration ? 1 : undefined,
      } as Metadata,
    });
    applyDefaults(kind, draft, this);
    admit(kind.key, draft, this);
    validate(kind, draft);
    if (this.get(kind.key, draft.metadata.namespace, name)) throw alreadyExists(kind, name);
    withQuota(this, draft);
    if (manager) withManager(draft, manager, this.clock.now());
    if (dryRun) return freeze(draft);
    return this.#commit(kind, "ADDED", draft, undefined);
  }

  update(object: KubeObject, { dryRun = false, manager }: WriteOptions = {}): KubeObject {
    const { kind, current } = this.#current(object);
    const { uid, creationTimestamp, resourceVersion, managedFields }: ManagedMetadata = current.metadata;
    const draft: KubeObject = copy({
      ...object,
      apiVersion: current.apiVersion,
      metadata: { ...object.metadata, uid, creationTimestamp, resourceVersion, managedFields } as Metadata,
      ...(kind.hasStatus && { status: current.status }),
    });
    applyDefaults(kind, draft, this);
    validate(kind, draft, current);
    const generation = generationAfter(kind, current, draft);
    if (generation !== undefined) draft.metadata.generation = generation;
    if (same(draft, current)) return current;
    if (manager) withManager(draft, manager, this.clock.now());
    if (dryRun) return freeze(draft);
    if (waitsForNobody(draft)) return this.#commit(kind, "DELETED", draft, current);
    return this.#commit(kind, "MODIFIED", draft, current);
  }

  updateStatus(object: KubeObject, { dryRun = false, manager }: WriteOptions = {}): KubeObject {
    const { kind, current } = this.#current(object);
    const { annotations } = object.metadata;
    const metadata: Metadata = copy({ ...current.metadata, ...(annotations && { annotations }) });
    const draft: KubeObject = { ...current, metadata, status: copy(object.status) };
    fillStatus(kind.key, draft);
    validate(kind, draft, current);
    if (same(draft, current)) return current;
    if (manager) withManager(draft, manager, this.clock.now());
    return dryRun ? freeze(draft) : this.#commit(kind, "MODIFIED", draft, current);
  }

  delete(key: string, namespace: string | undefined, name: string): void {
    const kind = this.kinds.stored(key);
    const current = this.get(key, namespace, name);
    if (!kind) throw noSuchResource();
    if (!current) throw notFound(kind, name);
    // The last event of an object carries a version of its own, or a watch that restarts there would see it again.
    this.#commit(kind, "DELETED", current, current);
  }

  onChange(listener: (event: StoreEvent) => void): () => void {
    return this.onEachChange(listener);
  }

  /** As `onChange`, with the version and the object before: what a watch needs. */
  onEachChange(listener: (change: Change) => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  #commit(kind: Kind, type: Change["type"], draft: KubeObject, previous: KubeObject | undefined): KubeObject {
    this.#version += 1;
    const object = freeze({ ...draft, metadata: { ...draft.metadata, resourceVersion: String(this.#version) } });
    let shelf = this.#shelves.get(kind.key);
    if (!shelf) this.#shelves.set(kind.key, (shelf = new Shelf()));
    if (type === "DELETED") shelf.remove(object);
    else shelf.put(object);
    const change: Change = { type, object, previous, version: this.#version, key: kind.key };
    this.history.record(change);
    this.#pending.push(change);
    this.#notify();
    return object;
  }

  /**
   * Listeners write too, and every listener must see all changes in one order: what is written while they are being
   * told waits for its turn.
   */
  #notify(): void {
    if (this.#notifying) return;
    this.#notifying = true;
    for (let change = this.#pending.shift(); change; change = this.#pending.shift()) {
      for (const listener of this.#listeners) tell(listener, change);
    }
    this.#notifying = false;
  }

  #current(object: KubeObject): { kind: Kind; current: KubeObject } {
    const kind = this.#kindOf(object);
    const { namespace, name, resourceVersion, uid } = object.metadata;
    const current = this.get(kind.key, namespace, name);
    if (!current) throw notFound(kind, name);
    if (uid && uid !== current.metadata.uid) throw conflict(kind, name, anotherObject(kind, current, uid));
    if (resourceVersion && resourceVersion !== current.metadata.resourceVersion) {
      throw conflict(kind, name, modifiedMeanwhile);
    }
    return { kind, current };
  }

  #kindOf(object: Pick<KubeObject, "apiVersion" | "kind">): Kind {
    const kind = this.kinds.of(object);
    if (!kind) throw noSuchResource();
    return kind;
  }

  #storedAs(kind: Kind): Kind {
    return this.kinds.stored(kind.key) ?? kind;
  }
}

/** Go's client prints the storage's own error here, its key in etcd included. */
function anotherObject({ group, plural, custom }: Kind, { metadata }: KubeObject, uid: string): string {
  const folder = ETCD_FOLDERS[plural] ?? (custom ? `${group}/${plural}` : plural);
  const key = ["/registry", folder, metadata.namespace, metadata.name].filter(Boolean).join("/");
  const precondition = `Precondition failed: UID in precondition: ${uid}, UID in object meta: ${metadata.uid}`;
  return `StorageError: invalid object, Code: 4, Key: ${key}, ResourceVersion: 0, AdditionalErrorMsg: ${precondition}`;
}

/** Kinds that etcd knows by an older name. */
const ETCD_FOLDERS: Readonly<Record<string, string>> = { nodes: "minions", services: "services/specs" };

/** Whether an object that is being deleted has nothing left to wait for. */
function waitsForNobody({ kind, metadata, spec }: KubeObject): boolean {
  return (
    metadata.deletionTimestamp !== undefined &&
    !metadata.deletionGracePeriodSeconds &&
    !metadata.finalizers?.length &&
    !(kind === "Namespace" && spec?.finalizers?.length)
  );
}

/** A listener that throws has a bug, which must neither be hidden nor become the failure of whoever wrote the object. */
function tell(listener: (change: Change) => void, change: Change): void {
  try {
    listener(change);
  } catch (error) {
    queueMicrotask(() => {
      throw error;
    });
  }
}
