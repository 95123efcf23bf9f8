import type { KubeObject } from "../controllers/controller.ts";

const ALL = "";

/** All objects of one kind, by namespace and name. Lists come in the order of etcd's keys, which is what clients page by. */
export class Shelf {
  readonly #namespaces = new Map<string, Map<string, KubeObject>>();
  // Sorted lists are kept until something changes in them: with 10,000 pods, sorting on every request is what shows.
  readonly #lists = new Map<string, readonly KubeObject[]>();

  get(namespace: string | undefined, name: string): KubeObject | undefined {
    return this.#namespaces.get(namespace ?? ALL)?.get(name);
  }

  put(object: KubeObject): void {
    const { namespace = ALL, name } = object.metadata;
    let objects = this.#namespaces.get(namespace);
    if (!objects) this.#namespaces.set(namespace, (objects = new Map()));
    objects.set(name, object);
    this.#forgetLists(namespace);
  }

  remove({ metadata: { namespace = ALL, name } }: KubeObject): void {
    const objects = this.#namespaces.get(namespace);
    objects?.delete(name);
    if (objects?.size === 0) this.#namespaces.delete(namespace);
    this.#forgetLists(namespace);
  }

  /** @param namespace undefined for all of them */
  list(namespace?: string): readonly KubeObject[] {
    const key = namespace ?? "*";
    const known = this.#lists.get(key);
    if (known) return known;
    const list = namespace === undefined ? this.#everything() : this.#sorted(namespace);
    this.#lists.set(key, list);
    return list;
  }

  #everything(): readonly KubeObject[] {
    // "a-b/x" comes before "a/x", since keys and not names are compared.
    const namespaces = [...this.#namespaces.keys()].sort((a, b) => compare(`${a}/`, `${b}/`));
    return namespaces.flatMap((namespace) => this.list(namespace));
  }

  #sorted(namespace: string): readonly KubeObject[] {
    return [...(this.#namespaces.get(namespace)?.values() ?? [])].sort((a, b) =>
      compare(a.metadata.name, b.metadata.name),
    );
  }

  #forgetLists(namespace: string): void {
    this.#lists.delete(namespace);
    this.#lists.delete("*");
  }
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
