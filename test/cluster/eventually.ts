import { setTimeout as delay } from "node:timers/promises";

/**
 * Asks again and again until there is an answer.
 * @param what named in the error: "the node to be ready"
 * @param probe returns undefined or false as long as the answer is not there; what it throws ends the wait
 * @param seconds after which waiting is given up
 */
export async function eventually<T>(
  what: string,
  probe: () => Promise<T | undefined | false>,
  seconds = 60,
): Promise<T> {
  const deadline = Date.now() + seconds * 1000;
  for (;;) {
    const answer = await probe();
    if (answer !== undefined && answer !== false) return answer;
    if (Date.now() > deadline) throw new Error(`Waited ${seconds} seconds for ${what}, in vain.`);
    await delay(100);
  }
}
