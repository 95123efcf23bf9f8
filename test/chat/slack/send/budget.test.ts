import { expect, test } from "vitest";
import { createEditBudget } from "../../../../src/chat/slack/send/budget.ts";

const MINUTE = 60_000;

/** A budget on a clock of the test; whoever waits looks again every few milliseconds of real time. */
function budget() {
  let clock = 0;
  const stop = new AbortController();
  const one = createEditBudget(() => clock);
  return {
    spend: () => one.spend(stop.signal),
    room: () => one.room(stop.signal),
    stop,
    /** A moment before the first edit is a minute old, so that nobody sleeps long. */
    nearly: () => void (clock = MINUTE - 5),
    later: () => void (clock = MINUTE),
  };
}
const state = (promise: Promise<unknown>) =>
  Promise.race([promise.then(() => "done"), new Promise((resolve) => setTimeout(resolve, 20, "waiting"))]);

test("the 51st edit of a minute waits until the first is a minute old", async () => {
  const { spend, nearly, later } = budget();
  for (let i = 0; i < 50; i += 1) await spend();
  nearly();
  const next = spend();
  expect(await state(next)).toBe("waiting");
  later();
  expect(await state(next)).toBe("done");
});

test("live pictures leave ten to what people wait for", async () => {
  const { spend, room, nearly } = budget();
  for (let i = 0; i < 40; i += 1) await spend();
  nearly();
  expect(await state(room())).toBe("waiting");
  expect(await state(spend())).toBe("done");
});

test("who waits when the bot stops waits no longer", async () => {
  const { spend, stop } = budget();
  for (let i = 0; i < 50; i += 1) await spend();
  const next = spend();
  stop.abort();
  await expect(next).rejects.toThrow("abort");
});
