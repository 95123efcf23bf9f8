import { admit } from "../admission/index.ts";
import { withQuota } from "../admission/quota.ts";
import type { Clock, KubeObject, NewObject, Store, StoreEvent } from "../controllers/controller.ts";
import { applyDefaults } from "../defaults/index.ts";
import { fillStatus } from "../defaults/status.ts";
import type { Kind } from "../kinds/kind.ts";
import type { Kinds } from "../kinds/registry.ts";
import { alreadyExists, noSuchResource, notFound } from "../status.ts";
import { validate } from "../validation/index.ts";
import { Announcer } from "./announcer.ts";
import { freeze, same } from "./copy.ts";
import { newDraft, statusDraft, updatedDraft, waitsForNobody } from "./draft.ts";
import { countGenerations } from "./generation.ts";
import { type Change, History } from "./history.ts";
import { type Manager, withManager } from "./managed-fields.ts";
import { checkPreconditions } from "./preconditions.ts";
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
  readonly #announcer = new Announcer();
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

  create(object: NewObject, options: WriteOptions = {}): KubeObject {
    const kind = this.#kindOf(object as KubeObject);
    const draft = newDraft(object, this.kinds.stored(kind.key) ?? kind, this.clock);
    const { namespace, name } = draft.metadata;
    applyDefaults(kind, draft, this);
    admit(kind.key, draft, this);
    validate(kind, draft);
    if (this.get(kind.key, namespace, name)) throw alreadyExists(kind, name);
    withQuota(this, draft);
    return this.#write(kind, "ADDED", draft, undefined, options);
  }

  update(object: KubeObject, options: WriteOptions = {}): KubeObject {
    const { kind, current } = this.#current(object);
    const draft = updatedDraft(object, current, kind);
    applyDefaults(kind, draft, this);
    validate(kind, draft, current);
    countGenerations(kind, current, draft);
    if (same(draft, current)) return current;
    return this.#write(kind, waitsForNobody(draft) ? "DELETED" : "MODIFIED", draft, current, options);
  }

  updateStatus(object: KubeObject, options: WriteOptions = {}): KubeObject {
    const { kind, current } = this.#current(object);
    const draft = statusDraft(object, current);
    fillStatus(kind.key, draft);
    validate(kind, draft, current);
    return same(draft, current) ? current : this.#write(kind, "MODIFIED", draft, current, options);
  }

  delete(key: string, namespace: string | undefined, name: string): void {
    const kind = this.kinds.stored(key);
    const current = this.get(key, namespace, name);
    if (!kind) throw noSuchResource();
    if (!current) throw notFound(kind, name);
    // The last event of an object carries a version of its own, or a watch that restarts there would see it again.
    this.#write(kind, "DELETED", current, current, {});
  }

  onChange(listener: (event: StoreEvent) => void): () => void {
    return this.onEachChange(listener);
  }

  /** As `onChange`, with the version and the object before: what a watch needs. */
  onEachChange(listener: (change: Change) => void): () => void {
    return this.#announcer.listen(listener);
  }

  #write(
    kind: Kind,
    type: Change["type"],
    draft: KubeObject,
    previous: KubeObject | undefined,
    { dryRun = false, manager }: WriteOptions,
  ): KubeObject {
    if (manager) withManager(draft, manager, this.clock.now());
    if (dryRun) return freeze(draft);
    this.#version += 1;
    const object = freeze({ ...draft, metadata: { ...draft.metadata, resourceVersion: String(this.#version) } });
    let shelf = this.#shelves.get(kind.key);
    if (!shelf) this.#shelves.set(kind.key, (shelf = new Shelf()));
    if (type === "DELETED") shelf.remove(object);
    else shelf.put(object);
    const change: Change = { type, object, previous, version: this.#version, key: kind.key };
    this.history.record(change);
    this.#announcer.announce(change);
    return object;
  }

  #current(object: KubeObject): { kind: Kind; current: KubeObject } {
    const kind = this.#kindOf(object);
    const { namespace, name } = object.metadata;
    const current = this.get(kind.key, namespace, name);
    if (!current) throw notFound(kind, name);
    checkPreconditions(kind, current, object);
    return { kind, current };
  }

  #kindOf(object: Pick<KubeObject, "apiVersion" | "kind">): Kind {
    const kind = this.kinds.of(object);
    if (!kind) throw noSuchResource();
    return kind;
  }
}
