/** A line that a pattern matches holds what is said to be required. */
import fc from "fast-check";
import { RE2JS } from "re2js";
import { expect, test } from "vitest";
import { requiredTexts } from "../../../src/cluster/logs/required.ts";

test.each([
  ["GET /cart/\\d+ .* needle", "GET /cart/", " needle"],
  ["^(GET|POST) /cart$", " /cart"],
  ["status=5\\d\\d", "status=5"],
  ["timeout", "timeout"],
  ["time.out after", "time", "out after"],
  ["connect\\.refused", "connect.refused"],
  ["colou?r wheel", "colo", "r wheel"],
  ["erro+rs", "erro"],
  ["timeou{2}t", "timeo"],
])("%s needs %j", (pattern, ...texts) => {
  expect(requiredTexts(pattern)).toEqual(texts);
});

test.each([
  ["an alternative", "timeout|refused"],
  ["flags", "(?i)timeout"],
  ["a quotation", "\\Qtimeout\\E"],
  ["a group that may be left out", "(timeout)?"],
  ["classes", "[timeout][refused]\\d\\w"],
  ["what may be left out", "(?:timeout)*t?i*m{0,3}"],
  ["only short words", "5\\d\\d"],
])("nothing is required by %s", (_, pattern) => {
  expect(requiredTexts(pattern)).toEqual([]);
});

test("whatever the pattern, a line that it matches holds what it requires", () => {
  const piece = fc.constantFrom(
    ...[
      "a",
      "b",
      "ab",
      "abba",
      " ",
      ".",
      "\\.",
      "\\d",
      "[ab]",
      "[^]b]",
      "[[:alpha:]b]",
      "(a|b)",
      "((a)b)",
      "^",
      "$",
      "|",
    ],
    ...[
      "a*",
      "b+",
      "a?",
      "b{2}",
      "a{0,1}",
      "ab+?",
      "\\b",
      "\\x61",
      "\\141",
      "\\pL",
      "(ab)*",
      "é",
      "(",
      "]",
      "\\(",
      "[a\\]]",
    ],
  );
  const pattern = fc.array(piece, { maxLength: 8 }).map((pieces) => pieces.join(""));
  const line = fc
    .array(fc.constantFrom("a", "b", " ", ".", "0", "é", "(", "]"), { maxLength: 24 })
    .map((letters) => letters.join(""));
  let required = 0;
  fc.assert(
    fc.property(pattern, fc.array(line, { minLength: 8, maxLength: 8 }), (source, lines) => {
      const texts = requiredTexts(source);
      if (texts.length === 0) return;
      let compiled: RE2JS;
      try {
        compiled = RE2JS.compile(source);
      } catch {
        return; // refused before anything is searched
      }
      required += 1;
      for (const one of [...lines, texts.join("")])
        if (compiled.test(one)) for (const text of texts) expect(one).toContain(text);
    }),
    { numRuns: 20_000 },
  );
  expect(required).toBeGreaterThan(500);
});
