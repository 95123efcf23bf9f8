import type { KubeObject } from "../controllers/controller.ts";
import { formatLike } from "../quantity.ts";
import { copy } from "../storage/copy.ts";
import type { ObjectStore } from "../storage/store.ts";
import { sum, usageOf } from "./usage.ts";

/**
 * Keeps every ResourceQuota's status true, as the resource quota controller does.
 * @returns stops it
 */
export function keepQuotas(store: ObjectStore): () => void {
  return store.onChange(({ type, object }) => {
    const { namespace } = object.metadata;
    const quotas = store.list("ResourceQuota", namespace);
    if (!namespace || quotas.length === 0) return;
    // Most changes of a pod change no amount; only those that begin or end its life do.
    if (type === "MODIFIED" && object.kind !== "ResourceQuota" && object.kind !== "Pod") return;
    for (const quota of quotas) count(store, quota);
  });
}

function count(store: ObjectStore, quota: KubeObject): void {
  const hard: Readonly<Record<string, string>> = quota.spec.hard ?? {};
  const kinds = store.kinds.all().filter(({ namespaced, verbs }) => namespaced && verbs.includes("list"));
  const totals = sum(
    kinds.flatMap((kind) => store.list(kind.key, quota.metadata.namespace).map((object) => usageOf(kind, object))),
  );
  const used = Object.fromEntries(
    Object.keys(hard).map((name) => [name, formatLike(totals[name] ?? 0, hard[name] ?? "0")]),
  );
  store.updateStatus({ ...copy(quota), status: { hard, used } });
}
