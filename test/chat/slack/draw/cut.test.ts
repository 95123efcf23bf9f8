import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { cut, cutLines, pieces, shorten } from "../../../../src/chat/slack/draw/cut.ts";
import { escape } from "../../../../src/chat/slack/draw/harmless.ts";

/** Mostly what is awkward: entities, characters of two halves, long runs without white space. */
const text = fc
  .array(
    fc.oneof(fc.constantFrom("&", "<", ">", "&&&&", "👩", "你", "\n", " ", "word"), fc.string({ unit: "grapheme" })),
    { maxLength: 80 },
  )
  .map((parts) => parts.join(""));
const ends = fc.constantFrom("start" as const, "end" as const);

describe("a cut", () => {
  test("keeps as much of its end as fits after escaping, and whole characters", () => {
    fc.assert(
      fc.property(text, fc.integer({ min: 10, max: 120 }), ends, (whole, max, keep) => {
        const some = cut(whole, max, keep);
        expect(escape(some.text).length).toBeLessThanOrEqual(max);
        expect(some.cut).toBe(some.text !== whole);
        expect(keep === "start" ? whole.startsWith(some.text) : whole.endsWith(some.text)).toBe(true);
        expect(some.text.isWellFormed()).toBe(true);
        if (some.cut) expect(escape(some.text).length).toBeGreaterThan(max - 7); // not even one more character would fit
      }),
    );
  });

  test("in lines leaves out the line that would be broken", () => {
    expect(cutLines("one\ntwo\nthree", 10, "start")).toEqual({ text: "one\ntwo", cut: true });
    expect(cutLines("one\ntwo\nthree", 8, "end")).toEqual({ text: "three", cut: true });
    expect(cutLines("x".repeat(20), 10, "end")).toEqual({ text: "x".repeat(10), cut: true });
    expect(cutLines("short", 10, "end")).toEqual({ text: "short", cut: false });
  });
});

test("pieces break between words, in an emergency between characters, never within an entity", () => {
  fc.assert(
    fc.property(text, fc.integer({ min: 12, max: 60 }), (whole, max) => {
      const escaped = escape(whole);
      const parts = pieces(escaped, max);
      for (const part of parts) {
        expect(part.length).toBeLessThanOrEqual(max);
        expect(part).not.toMatch(/&(?!amp;|lt;|gt;)/);
        expect(part.isWellFormed()).toBe(true);
      }
      expect(parts.join("").replace(/\s/g, "")).toBe(escaped.replace(/\s/g, ""));
    }),
  );
});

test("what is shortened says so", () => {
  expect(shorten("Scale to 5", 75)).toBe("Scale to 5");
  expect(shorten("abcdef", 4)).toBe("abc…");
  expect(shorten("ab👩cd", 4)).toBe("ab…");
});
