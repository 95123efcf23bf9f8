import type { KubeObject, Store, StoreEvent } from "../controller.ts";
import { controllerOf } from "../objects/owners.ts";
import { isTerminal } from "../objects/pods.ts";
import { type Resources, requestsOf } from "./requests.ts";

interface Entry extends Resources {
  node: string;
  owner: string | undefined;
}

interface NodeAccount extends Resources {
  /** Pods of each workload, by its uid. */
  owners: Map<string, number>;
}

/**
 * What is promised on each node, kept up to date from the store's changes: adding it up again for each pod would make
 * a start of 10,000 pods quadratic.
 */
export class Ledger {
  readonly #entries = new Map<string, Entry>();
  readonly #accounts = new Map<string, NodeAccount>();
  readonly #stop: () => void;

  constructor(store: Store) {
    for (const pod of store.list("Pod")) this.#note({ type: "ADDED", object: pod });
    this.#stop = store.onChange((event) => this.#note(event));
  }

  on(node: KubeObject): Readonly<NodeAccount> {
    return this.#account(node.metadata.name);
  }

  stop(): void {
    this.#stop();
  }

  #note({ type, object }: StoreEvent): void {
    if (object.kind !== "Pod") return;
    const { uid } = object.metadata;
    const before = this.#entries.get(uid);
    if (before) this.#book(before, -1);
    this.#entries.delete(uid);
    if (type === "DELETED" || !object.spec.nodeName || isTerminal(object)) return;
    const entry = { ...requestsOf(object), node: object.spec.nodeName, owner: controllerOf(object)?.uid };
    this.#entries.set(uid, entry);
    this.#book(entry, 1);
  }

  #book({ node, owner, cpu, memory }: Entry, sign: 1 | -1): void {
    const account = this.#account(node);
    account.cpu += sign * cpu;
    account.memory += sign * memory;
    account.pods += sign;
    if (owner) account.owners.set(owner, (account.owners.get(owner) ?? 0) + sign);
  }

  #account(node: string): NodeAccount {
    const account = this.#accounts.get(node) ?? { cpu: 0, memory: 0, pods: 0, owners: new Map() };
    this.#accounts.set(node, account);
    return account;
  }
}
