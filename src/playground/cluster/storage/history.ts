import type { KubeObject, StoreEvent } from "../controllers/controller.ts";
import { expired } from "../status.ts";

/** One write. `previous` lets a watch with a selector tell "no longer matches" from "never matched". */
export interface Change extends StoreEvent {
  readonly version: number;
  /** Which kind, as the store calls it. */
  readonly key: string;
  readonly previous: KubeObject | undefined;
}

/** The latest changes, for watches and pages that continue from an earlier version. etcd compacts after five minutes; this counts. */
export class History {
  readonly #limit: number;
  #changes: Change[] = [];
  /** The newest version that was forgotten: what is older than this cannot be answered any more. */
  #forgotten = 0;

  constructor(limit = 10_000) {
    this.#limit = limit;
  }

  record(change: Change): void {
    this.#changes.push(change);
    // Twice the limit, so that dropping the older half is paid for once in many writes.
    if (this.#changes.length > 2 * this.#limit) this.forget(this.#limit);
  }

  /** Forgets all but the `keep` latest changes, as a compaction does. */
  forget(keep = 0): void {
    const dropped = this.#changes.length - keep;
    if (dropped <= 0) return;
    this.#forgotten = this.#changes[dropped - 1]?.version ?? this.#forgotten;
    this.#changes = this.#changes.slice(dropped);
  }

  /**
   * What happened to one kind after `version`.
   * @throws Expired when part of that is forgotten
   */
  since(version: number, key: string): readonly Change[] {
    if (version < this.#forgotten) throw expired(`too old resource version: ${version} (${this.#forgotten})`);
    const start = this.#changes.findLastIndex((change) => change.version <= version) + 1;
    return this.#changes.slice(start).filter((change) => change.key === key);
  }
}
