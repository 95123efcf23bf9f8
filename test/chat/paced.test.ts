import { expect, test } from "vitest";
import { type Pace, paced } from "../../src/chat/paced.ts";

/** A source that is told what to say, and remembers whether it was told to stop. */
function source() {
  const waiting: ((item: IteratorResult<string>) => void)[] = [];
  const said: IteratorResult<string>[] = [];
  let returned = false;
  const push = (item: IteratorResult<string>) => {
    const next = waiting.shift();
    if (next) next(item);
    else said.push(item);
  };
  const iterator: AsyncIterator<string> = {
    next: () =>
      new Promise((resolve) => (said[0] ? resolve(said.shift() as IteratorResult<string>) : waiting.push(resolve))),
    return: async () => {
      returned = true;
      return { done: true, value: undefined };
    },
  };
  return {
    say: (value: string) => push({ done: false, value }),
    end: () => push({ done: true, value: undefined }),
    told: () => returned,
    [Symbol.asyncIterator]: () => iterator,
  };
}

/** Pauses that end when the test says so. Small letters may wait, capitals may not. */
function pacing() {
  const stop = new AbortController();
  let next = () => {};
  const pace: Pace<string> = {
    mayWait: (item) => item === item.toLowerCase(),
    pause: () => new Promise((resolve) => (next = resolve)),
    signal: stop.signal,
  };
  return { pace, stop, tick: () => next() };
}

const settled = async () => {
  for (let i = 0; i < 5; i += 1) await new Promise(setImmediate);
};

async function reading(items: AsyncIterable<string>) {
  const seen: string[] = [];
  const done = (async () => {
    for await (const item of items) seen.push(item);
  })();
  await settled();
  return { seen, done };
}

test("the first picture comes at once, then the newest of each pause, and the last one always", async () => {
  const from = source();
  const { pace, tick } = pacing();
  const { seen, done } = await reading(paced(from, pace));
  from.say("a");
  await settled();
  expect(seen).toEqual(["a"]);
  for (const item of ["b", "c", "d"]) from.say(item);
  await settled();
  expect(seen).toEqual(["a"]);
  tick();
  await settled();
  expect(seen).toEqual(["a", "d"]);
  from.say("e");
  from.end();
  await done;
  expect(seen).toEqual(["a", "d", "e"]);
});

test("what may not wait does not", async () => {
  const from = source();
  const { pace } = pacing();
  const { seen } = await reading(paced(from, pace));
  for (const item of ["a", "b", "VERDICT"]) {
    from.say(item);
    await settled();
  }
  expect(seen).toEqual(["a", "VERDICT"]);
});

test("a stopped series ends at once, though its source hangs, and the source is told", async () => {
  const from = source();
  const { pace, stop } = pacing();
  const { seen, done } = await reading(paced(from, pace));
  from.say("a");
  await settled();
  stop.abort();
  await done;
  expect(seen).toEqual(["a"]);
  expect(from.told()).toBe(true);
});

test("a reader that leaves closes the source", async () => {
  const from = source();
  from.say("a");
  for await (const _ of paced(from, pacing().pace)) break;
  expect(from.told()).toBe(true);
});

test("an error of the source reaches the reader after the last picture", async () => {
  async function* broken() {
    yield "A";
    throw new Error("broke");
  }
  const seen: string[] = [];
  const read = async () => {
    for await (const item of paced(broken(), pacing().pace)) seen.push(item);
  };
  await expect(read()).rejects.toThrow("broke");
  expect(seen).toEqual(["A"]);
});

test("a source that never waits does not keep others from running", async () => {
  async function* endless() {
    for (;;) yield "a";
  }
  const { pace, stop } = pacing();
  const { done } = await reading(paced(endless(), pace));
  await settled(); // it would never come back here
  stop.abort();
  await done;
});
