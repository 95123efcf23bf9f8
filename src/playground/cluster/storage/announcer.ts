import type { Change } from "./history.ts";

type Listener = (change: Change) => void;

/**
 * Tells listeners of changes, every one of them in the order of the versions. Listeners write too: what they write while
 * others are being told waits for its turn.
 */
export class Announcer {
  readonly #listeners = new Set<Listener>();
  readonly #pending: Change[] = [];
  #telling = false;

  /** @returns stops listening */
  listen(listener: Listener): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  announce(change: Change): void {
    this.#pending.push(change);
    if (this.#telling) return;
    this.#telling = true;
    for (let next = this.#pending.shift(); next; next = this.#pending.shift()) {
      for (const listener of this.#listeners) tell(listener, next);
    }
    this.#telling = false;
  }
}

/** A listener that throws has a bug, which must neither be hidden nor become the failure of whoever wrote the object. */
function tell(listener: Listener, change: Change): void {
  try {
    listener(change);
  } catch (error) {
    queueMicrotask(() => {
      throw error;
    });
  }
}
