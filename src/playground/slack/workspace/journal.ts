import type { Message } from "./messages.ts";

/** One thing that happened. */
export interface Entry {
  at: number;
  /** A short line for the transcript, e.g. `#general kubemate: Scaled web to 3`. */
  line: string;
  /** The message that was posted or edited, as it was then. */
  message?: Message;
}

/** Everything that happened, in order; the place to wait for what is to happen next. */
export class Journal {
  readonly entries: Entry[] = [];
  readonly #waiting = new Set<() => void>();
  readonly #now: () => number;

  constructor(now: () => number) {
    this.#now = now;
  }

  note(line: string, message?: Message): void {
    this.entries.push({ at: this.#now(), line, ...(message ? { message } : {}) });
    // Whoever waits looks again after the change is complete, hence not at once.
    for (const look of this.#waiting) setImmediate(look);
  }

  /**
   * Waits for something to become true; looks again whenever something happened.
   * @param condition anything truthy ends the wait and is returned
   * @param deadline milliseconds of real time
   * @throws Error with the transcript when the deadline passes first
   */
  until<T>(condition: () => T, deadline = 5000): Promise<NonNullable<T>> {
    const { promise, resolve, reject } = Promise.withResolvers<NonNullable<T>>();
    const finish = (settle: () => void): void => {
      clearTimeout(timer);
      clearInterval(slowly);
      this.#waiting.delete(look);
      settle();
    };
    const look = (): void => {
      try {
        const result = condition();
        if (result) finish(() => resolve(result));
      } catch (error) {
        finish(() => reject(error));
      }
    };
    const timer = setTimeout(() => {
      finish(() =>
        reject(new Error(`Waited ${deadline} ms in vain for ${condition.toString()}\n${this.transcript()}`)),
      );
    }, deadline);
    // A condition may also hang on something that Slack does not hear of.
    const slowly = setInterval(look, 100);
    this.#waiting.add(look);
    look();
    return promise;
  }

  /** Calls back after everything that happens; the result stops it. */
  watch(look: () => void): () => void {
    this.#waiting.add(look);
    return () => void this.#waiting.delete(look);
  }

  transcript(): string {
    return this.entries.map((entry) => entry.line).join("\n");
  }
}
