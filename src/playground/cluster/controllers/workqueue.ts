import type { Controller, ControllerContext, StoreEvent } from "./controller.ts";
import { controllerOf } from "./objects/owners.ts";

interface Item {
  controller: Controller;
  /** Several controllers may look after one kind: the scheduler and the kubelets share the pods. */
  key: string;
  namespace: string | undefined;
  name: string;
}

/** How many looks in one go: 10,000 pods that start together must not block the event loop for seconds. */
const batchSize = 25;

/** First and longest wait after a failed look, doubled in between, as client-go's DefaultControllerRateLimiter does. */
const shortestRetry = 5;
const longestRetry = 1_000_000;

/**
 * Runs controllers on the changes of a store. Many changes of one object before its turn are one look.
 *
 * @param onError told of what a controller throws, if it is not the API server's answer (a quota is reached, somebody
 *   was faster): those are a part of life. Either way the object is looked at again, after growing waits.
 * @returns stops everything
 */
export function runControllers(
  controllers: readonly Controller[],
  { store, clock }: Pick<ControllerContext, "store" | "clock">,
  onError: (error: unknown) => void,
): () => void {
  const waiting = new Map<string, Item>();
  const timers = new Map<string, () => void>();
  const failures = new Map<string, number>();
  let cancelTurn: (() => void) | undefined;

  function enqueue(item: Item): void {
    waiting.set(item.key, item);
    cancelTurn ??= clock.after(0, takeTurn);
  }

  function enqueueObject(controller: Controller, namespace: string | undefined, name: string): void {
    const key = [controllers.indexOf(controller), namespace, name].join("/");
    enqueue({ controller, key, namespace, name });
  }

  function takeTurn(): void {
    cancelTurn = undefined;
    for (const item of waiting.values().take(batchSize).toArray()) {
      waiting.delete(item.key);
      look(item);
    }
    if (waiting.size > 0) cancelTurn ??= clock.after(0, takeTurn);
  }

  function look(item: Item): void {
    const { controller, key } = item;
    const object = store.get(controller.kind, item.namespace, item.name);
    if (!object) {
      timers.get(key)?.();
      timers.delete(key);
      failures.delete(key);
      return;
    }
    try {
      const wait = controller.reconcile(object);
      failures.delete(key);
      if (wait !== undefined) enqueueAfter(wait, item);
    } catch (error) {
      const failed = failures.get(key) ?? 0;
      failures.set(key, failed + 1);
      enqueueAfter(Math.min(shortestRetry * 2 ** failed, longestRetry), item);
      if (!isAnswer(error)) onError(error);
    }
  }

  function enqueueAfter(wait: number, item: Item): void {
    timers.get(item.key)?.();
    timers.set(
      item.key,
      clock.after(wait, () => {
        timers.delete(item.key);
        enqueue(item);
      }),
    );
  }

  function notice(event: StoreEvent): void {
    const { object } = event;
    const { namespace } = object.metadata;
    const owner = controllerOf(object);
    for (const controller of controllers) {
      if (controller.kind === object.kind) enqueueObject(controller, namespace, object.metadata.name);
      if (controller.kind === owner?.kind) enqueueObject(controller, namespace, owner.name);
      for (const { metadata } of controller.affectedBy?.(event) ?? []) {
        enqueueObject(controller, metadata.namespace, metadata.name);
      }
    }
  }

  for (const { kind } of controllers) {
    for (const object of store.list(kind)) notice({ type: "ADDED", object });
  }
  const stopListening = store.onChange(notice);

  return () => {
    stopListening();
    cancelTurn?.();
    for (const cancel of timers.values()) cancel();
    waiting.clear();
    timers.clear();
  };
}

function isAnswer(error: unknown): boolean {
  return error instanceof Error && "code" in error && typeof error.code === "number";
}
