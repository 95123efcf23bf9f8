import type { Clock, KubeObject, LogLine, LogSource, Store } from "./controller.ts";
import { linesBetween } from "./logs/lines.ts";
import { currentRun, previousRun } from "./logs/runs.ts";

type Listener = Parameters<LogSource["onLine"]>[0];

/** How often new lines are told to those who follow. */
const tickMs = 500;

/** The logs of all containers of a cluster. */
export function containerLogs(store: Store, clock: Clock): LogSource & { stop(): void } {
  /** Who follows, and up to when each has been told: everybody begins at a moment of their own. */
  const listeners = new Map<Listener, number>();
  let cancel: (() => void) | undefined;

  function tick(): void {
    const now = clock.now();
    for (const [from, together] of Map.groupBy(listeners.keys(), (listener) => listeners.get(listener) ?? now)) {
      for (const pod of store.list("Pod")) if (pod.spec.nodeName) tell(together, pod, from, now);
    }
    for (const listener of listeners.keys()) listeners.set(listener, now);
    cancel = clock.after(tickMs, tick);
  }

  function tell(together: readonly Listener[], pod: KubeObject, from: number, to: number): void {
    for (const { name } of pod.spec.containers) {
      for (const line of newLines(pod, name, from, to)) for (const listener of together) listener(pod, name, line);
    }
  }

  function stop(): void {
    cancel?.();
    cancel = undefined;
  }

  return {
    lines(pod, container, { previous }) {
      const run = previous ? previousRun(pod, container) : currentRun(pod, container);
      return run ? linesBetween(pod, container, run, run.startedAt - 1, clock.now()) : [];
    },
    onLine(listener) {
      listeners.set(listener, clock.now());
      cancel ??= clock.after(tickMs, tick);
      return () => {
        listeners.delete(listener);
        if (listeners.size === 0) stop();
      };
    },
    stop,
  };
}

/** A container that was restarted since the last tick has said its last words in the run before. */
function newLines(pod: KubeObject, container: string, from: number, to: number): LogLine[] {
  const current = currentRun(pod, container);
  const previous = previousRun(pod, container);
  const runs = previous && previous.startedAt !== current?.startedAt ? [previous, current] : [current];
  return runs.flatMap((run) => (run ? linesBetween(pod, container, run, from, to) : []));
}
