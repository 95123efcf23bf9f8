import type { KubeObject } from "../controllers/controller.ts";
import { quantity } from "../controllers/objects/quantity.ts";
import { isTerminal } from "../controllers/objects/pods.ts";
import type { Draft } from "../defaults/fill.ts";
import { formatLike } from "../quantity.ts";
import { forbidden, qualified } from "../status.ts";
import type { ObjectStore } from "../storage/store.ts";

type Amounts = Readonly<Record<string, number>>;

/**
 * Refuses an object that would take its namespace over a ResourceQuota.
 * @throws Forbidden, worded as the API server's quota admission
 */
export function withQuota(store: ObjectStore, object: KubeObject): void {
  const kind = store.kinds.of(object);
  if (!kind) return;
  for (const quota of store.list("ResourceQuota", object.metadata.namespace)) {
    const hard: Readonly<Record<string, string>> = quota.spec.hard ?? {};
    const requested = usageOf(store, object);
    const limited = Object.keys(requested).filter((name) => name in hard);
    if (limited.length === 0) continue;
    const unset = limited.filter((name) => Number.isNaN(requested[name]));
    if (unset.length > 0) {
      throw forbidden(
        kind,
        object.metadata.name,
        `failed quota: ${quota.metadata.name}: must specify ${unset
          .sort()
          .map((name) => `${name} for: ${lacking(object, name)}`)
          .join("; ")}`,
      );
    }
    const used = sum(store.list(kind.key, object.metadata.namespace).map((other) => usageOf(store, other)));
    const over = limited.filter((name) => (used[name] ?? 0) + (requested[name] ?? 0) > quantity(hard[name])).sort();
    if (over.length === 0) continue;
    const list = (amounts: Amounts) =>
      over.map((name) => `${name}=${formatLike(amounts[name] ?? 0, hard[name] ?? "0")}`).join(",");
    const limits = over.map((name) => `${name}=${hard[name]}`).join(",");
    throw forbidden(
      kind,
      object.metadata.name,
      `exceeded quota: ${quota.metadata.name}, requested: ${list(requested)}, used: ${list(used)}, limited: ${limits}`,
    );
  }
}

/** What an object counts for. NaN: a quota asks for an amount that a container does not say. */
function usageOf(store: ObjectStore, object: KubeObject): Amounts {
  const kind = store.kinds.of(object);
  if (!kind || (kind.key === "Pod" && isTerminal(object))) return {};
  const counts = { [`count/${qualified(kind)}`]: 1, ...(kind.group === "" && { [kind.plural]: 1 }) };
  if (kind.key !== "Pod") return counts;
  const amounts: Record<string, number> = { ...counts };
  for (const name of ["cpu", "memory"]) {
    amounts[`requests.${name}`] = amounts[name] = total(object, "requests", name);
    amounts[`limits.${name}`] = total(object, "limits", name);
  }
  return amounts;
}

const total = (pod: KubeObject, what: "requests" | "limits", name: string): number =>
  pod.spec.containers.reduce((all: number, { resources }: Draft) => {
    const amount = resources?.[what]?.[name];
    return all + (amount === undefined ? Number.NaN : quantity(amount));
  }, 0);

function lacking(pod: KubeObject, name: string): string {
  const [resource = name, what = "requests"] = name.split(".").reverse() as [string, "requests" | "limits" | undefined];
  const containers: Draft[] = pod.spec.containers;
  return containers
    .filter(({ resources }) => resources?.[what]?.[resource] === undefined)
    .map(({ name }) => name)
    .sort()
    .join(",");
}

function sum(amounts: readonly Amounts[]): Amounts {
  const totals: Record<string, number> = {};
  for (const one of amounts) {
    for (const [name, amount] of Object.entries(one)) totals[name] = (totals[name] ?? 0) + (amount || 0);
  }
  return totals;
}
