import type { KubeObject } from "../controllers/controller.ts";
import { isTerminal } from "../controllers/objects/pods.ts";
import { quantity } from "../controllers/objects/quantity.ts";
import type { Draft } from "../defaults/fill.ts";
import type { Kind } from "../kinds/kind.ts";
import { qualified } from "../status.ts";

/** Amounts by the names that a ResourceQuota uses: "pods", "requests.cpu", "count/deployments.apps". */
export type Amounts = Readonly<Record<string, number>>;

/** What an object counts for. NaN: an amount that a container does not say. */
export function usageOf(kind: Kind, object: KubeObject): Amounts {
  if (kind.key === "Pod" && isTerminal(object)) return {};
  const amounts: Record<string, number> = { [`count/${qualified(kind)}`]: 1 };
  if (kind.group === "") amounts[kind.plural] = 1;
  if (kind.key === "PersistentVolumeClaim")
    amounts["requests.storage"] = quantity(object.spec.resources?.requests?.storage);
  if (kind.key !== "Pod") return amounts;
  for (const name of ["cpu", "memory"]) {
    amounts[`requests.${name}`] = amounts[name] = podTotal(object, "requests", name);
    amounts[`limits.${name}`] = podTotal(object, "limits", name);
  }
  return amounts;
}

/** Init containers run one after the other before the rest, so that only the hungriest of them counts. */
function podTotal({ spec }: KubeObject, what: "requests" | "limits", name: string): number {
  const amount = ({ resources }: Draft): number => {
    const given = resources?.[what]?.[name];
    return given === undefined ? Number.NaN : quantity(given);
  };
  const sidecars: Draft[] = (spec.initContainers ?? []).filter(
    ({ restartPolicy }: Draft) => restartPolicy === "Always",
  );
  const others: Draft[] = (spec.initContainers ?? []).filter(({ restartPolicy }: Draft) => restartPolicy !== "Always");
  const running = [...spec.containers, ...sidecars].reduce((all: number, one: Draft) => all + amount(one), 0);
  return Math.max(running, ...others.map(amount));
}

/** @param name of the quota: "limits.memory" */
export function containersWithout({ spec }: KubeObject, name: string): string {
  const [what, resource] = name.includes(".") ? name.split(".") : ["requests", name];
  const containers: Draft[] = [...spec.containers, ...(spec.initContainers ?? [])];
  const names: string[] = containers
    .filter(({ resources }) => resources?.[what ?? ""]?.[resource ?? ""] === undefined)
    .map((container) => container.name);
  return names.sort((a, b) => (a < b ? -1 : 1)).join(",");
}

export function sum(amounts: readonly Amounts[]): Amounts {
  const totals: Record<string, number> = {};
  for (const one of amounts) {
    for (const [name, amount] of Object.entries(one)) totals[name] = (totals[name] ?? 0) + (amount || 0);
  }
  return totals;
}
