/** As many requests at a time as there are connections for calls; more would only wait in line, and keep others waiting. */
const AT_ONCE = 4;

/** Like Promise.all over `items`, a few at a time. The first error ends it. */
export async function inFlight<T, U>(items: readonly T[], work: (item: T) => Promise<U>): Promise<readonly U[]> {
  const results: U[] = [];
  const queue = items.entries();
  const worker = async () => {
    for (const [i, item] of queue) results[i] = await work(item);
  };
  await Promise.all(Array.from({ length: Math.min(AT_ONCE, items.length) }, worker));
  return results;
}
