/**
 * Lets a fast producer talk to a slow chat. Every item is a whole picture, so only the newest counts: what may wait is
 * shown once per pause, everything else at once, and the last one always.
 */
export interface Pace<T> {
  /** A picture of something that is still moving. */
  readonly mayWait: (item: T) => boolean;
  /** Resolves when the next picture that may wait can be shown. */
  readonly pause: () => Promise<void>;
  /** Ends the series; the source is told to stop but not waited for, because it may hang. */
  readonly signal: AbortSignal;
}

export async function* paced<T>(
  source: AsyncIterable<T>,
  { mayWait, pause, signal }: Pace<T>,
): AsyncGenerator<T, void> {
  const items = source[Symbol.asyncIterator]();
  let newest: { readonly value: T } | undefined;
  let over = false;
  let mayShow = true;
  let failure: { readonly error: unknown } | undefined;
  let news = Promise.withResolvers<void>();
  let shown = Promise.withResolvers<void>();
  const stopped = Promise.withResolvers<void>();
  const stop = () => stopped.resolve();
  signal.addEventListener("abort", stop, { once: true });

  async function pull(): Promise<void> {
    for (;;) {
      const item = await items.next();
      if (item.done || over) return;
      newest = { value: item.value };
      news.resolve();
      // What still moves goes on meanwhile. After anything else there is time to show it first: what the source does then
      // (a row in a file, say) would keep it from the wire.
      if (!mayWait(item.value)) await Promise.race([shown.promise, stopped.promise]);
      await new Promise(setImmediate); // a source that never waits would otherwise keep everybody else from running
    }
  }
  async function rest(): Promise<void> {
    await pause();
    mayShow = true;
    news.resolve();
  }
  void pull()
    .catch((error: unknown) => {
      failure = { error };
    })
    .finally(() => {
      over = true;
      news.resolve();
    });

  try {
    while (!signal.aborted) {
      if (newest && (over || mayShow || !mayWait(newest.value))) {
        const { value } = newest;
        newest = undefined;
        if (mayWait(value)) {
          mayShow = false;
          void rest().catch(() => {}); // a pause that ends in an error (the process stops) ends in no further picture
        }
        yield value;
        shown.resolve();
        shown = Promise.withResolvers();
      } else if (over) break;
      else {
        await Promise.race([news.promise, stopped.promise]);
        news = Promise.withResolvers();
      }
    }
    if (failure && !signal.aborted) throw failure.error;
  } finally {
    signal.removeEventListener("abort", stop);
    stop();
    over = true;
    // Its own clean-up may take as long as it likes; nobody is left to hear of an error in it.
    void Promise.resolve(items.return?.()).catch(() => {});
  }
}
