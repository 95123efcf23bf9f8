import { expect, it } from "vitest";
import { parseLabelSelector } from "../../../src/playground/cluster/read/labels.ts";

it.each([
  { selector: "app in (web, db)", matches: [{ app: "web" }, { app: "db" }], not: [{ app: "cart" }, {}] },
  { selector: "app notin (web),tier", matches: [{ app: "db", tier: "1" }, { tier: "1" }], not: [{ app: "db" }] },
  { selector: "app in (,web)", matches: [{ app: "" }, { app: "web" }], not: [{}] },
  { selector: "!app , tier = 1", matches: [{ tier: "1" }], not: [{ app: "web", tier: "1" }] },
  { selector: "in in (in)", matches: [{ in: "in" }], not: [{ in: "out" }] },
  { selector: "shard>3", matches: [{ shard: "4" }], not: [{ shard: "3" }, {}] },
  { selector: "app!=", matches: [{ app: "web" }, {}], not: [{ app: "" }] },
])("$selector chooses what it says", ({ selector, matches, not }) => {
  const matcher = parseLabelSelector(selector);
  for (const labels of matches) expect(matcher(labels), JSON.stringify(labels)).toBe(true);
  for (const labels of not) expect(matcher(labels), JSON.stringify(labels)).toBe(false);
});

/** The words of a real API server, 1.37. */
it.each([
  ["app=web,", "found '', expected: identifier after ','"],
  ["app,,web", "found ',', expected: identifier after ','"],
  [",app", "found ',', expected: !, identifier, or 'end of string'"],
  ["!app=web", "found '=', expected: ',' or 'end of string'"],
  ["app===web", "unable to parse requirement: found '=', expected: identifier"],
  ["!!app", "unable to parse requirement: found '!', expected: identifier"],
  ["app in web", "unable to parse requirement: found 'web' expected: '('"],
  ["app in (web", "unable to parse requirement: found '', expected: ',' or ')'"],
  ["app in (web db)", "unable to parse requirement: found 'db', expected: ',' or ')'"],
  ["app exists", "unable to parse requirement: found 'exists', expected: in, notin, =, ==, !=, gt, lt"],
  [
    "app>five",
    `unable to parse requirement: values[0]: Invalid value: "five": for 'Gt', 'Lt' operators, the value must be an integer`,
  ],
  ["app=-x", /^unable to parse requirement: values\[0\]\[app\]: Invalid value: "-x": a valid label must be/],
  ["-app=web", /^unable to parse requirement: <nil>: Invalid value: "-app": name part must consist of/],
])("%s cannot be read", (selector, words) => {
  expect(() => parseLabelSelector(selector)).toThrow(words);
});
