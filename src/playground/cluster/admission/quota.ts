import type { KubeObject } from "../controllers/controller.ts";
import { formatLike } from "../quantity.ts";
import { quantity } from "../controllers/objects/quantity.ts";
import { forbidden } from "../status.ts";
import type { ObjectStore } from "../storage/store.ts";
import { type Amounts, containersWithout, sum, usageOf } from "./usage.ts";

/**
 * Refuses an object that would take its namespace over a ResourceQuota.
 * @throws Forbidden, worded as the API server's quota admission
 */
export function withQuota(store: ObjectStore, object: KubeObject): void {
  const kind = store.kinds.of(object);
  const { name, namespace } = object.metadata;
  if (!kind || !namespace) return;
  const refuse = (why: string) => forbidden(kind, name, why);
  for (const quota of store.list("ResourceQuota", namespace)) {
    const hard: Readonly<Record<string, string>> = quota.spec.hard ?? {};
    const requested = usageOf(kind, object);
    const limited = Object.keys(requested).filter((one) => one in hard);
    const unset = limited.filter((one) => Number.isNaN(requested[one]));
    if (unset.length > 0) {
      const list = unset.sort(byText).map((one) => `${one} for: ${containersWithout(object, one)}`);
      throw refuse(`failed quota: ${quota.metadata.name}: must specify ${list.join("; ")}`);
    }
    const used = sum(store.list(kind.key, namespace).map((other) => usageOf(kind, other)));
    const over = limited.filter((one) => (used[one] ?? 0) + (requested[one] ?? 0) > quantity(hard[one])).sort(byText);
    if (over.length === 0) continue;
    const list = (amounts: Amounts) =>
      over.map((one) => `${one}=${formatLike(amounts[one] ?? 0, hard[one] ?? "0")}`).join(",");
    const limits = over.map((one) => `${one}=${hard[one]}`).join(",");
    throw refuse(
      `exceeded quota: ${quota.metadata.name}, requested: ${list(requested)}, used: ${list(used)}, limited: ${limits}`,
    );
  }
}

const byText = (a: string, b: string): number => (a < b ? -1 : 1);
