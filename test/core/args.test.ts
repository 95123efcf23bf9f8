import fc from "fast-check";
import { expect, test } from "vitest";
import { duration, milliseconds, workload } from "../../src/core/args.ts";

test.each([
  ["90s", 90_000],
  ["15m", 900_000],
  ["1h30m", 5_400_000],
  ["2d", 172_800_000],
  ["1w", 604_800_000],
])("%s is %i ms", (text, ms) => {
  expect(milliseconds(duration().parse(text))).toBe(ms);
});
test.each(["", "15", "m", "1.5h", "1m1h", "-5m", "1,5h", "15 m", "0d", "0h0m"])("%j is no length of time", (text) => {
  expect(duration().safeParse(text).success).toBe(false);
});
test("every length of time survives being written", () => {
  const part = fc.integer({ min: 0, max: 50 });
  fc.assert(
    fc.property(
      part,
      part,
      fc.integer({ min: 1, max: 50 }),
      (h, m, s) => milliseconds(duration().parse(`${h}h${m}m${s}s`)) === ((h * 60 + m) * 60 + s) * 1000,
    ),
  );
});
test.each(["..", ".", "a/b/c", "a%2f..", "", "deploy/", "/web", "web ", "-web", "../web", "deploy/.."])(
  "%j is no workload",
  (text) => {
    expect(workload().safeParse(text).success).toBe(false);
  },
);
