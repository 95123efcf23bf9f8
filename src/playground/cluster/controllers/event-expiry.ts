import type { Controller, ControllerContext, KubeObject } from "./controller.ts";

/** kube-apiserver's --event-ttl: events are news, not history. */
const lifetimeMs = 60 * 60_000;

export function eventExpiry({ store, clock }: Pick<ControllerContext, "store" | "clock">): Controller {
  return {
    kind: "Event",
    reconcile(event) {
      const left = lastSeen(event) + lifetimeMs - clock.now();
      if (left > 0) return left;
      store.delete("Event", event.metadata.namespace, event.metadata.name);
      return undefined;
    },
  };
}

function lastSeen(event: KubeObject): number {
  const { series, lastTimestamp, eventTime } = event;
  return Date.parse(series?.lastObservedTime ?? lastTimestamp ?? eventTime ?? event.metadata.creationTimestamp);
}
