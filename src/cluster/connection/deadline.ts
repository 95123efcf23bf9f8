/**
 * Runs `work` with a signal that aborts when the time is up or when `outer` aborts.
 * @param late what the work then fails with
 */
export async function within<T>(
  ms: number,
  outer: AbortSignal | undefined,
  late: () => unknown,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  outer?.throwIfAborted();
  const controller = new AbortController();
  const timer = setTimeout(() => controller.abort(late()), ms);
  const stop = () => controller.abort(outer?.reason);
  // Not AbortSignal.any: `outer` may live for minutes, and each of its requests should be forgotten when it is over.
  outer?.addEventListener("abort", stop, { once: true });
  try {
    return await work(controller.signal);
  } finally {
    clearTimeout(timer);
    outer?.removeEventListener("abort", stop);
  }
}
