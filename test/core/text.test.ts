import { expect, test } from "vitest";
import { join, plain, say, weave } from "../../src/core/text.ts";

const marked = (text: Parameters<typeof weave>[0]) =>
  weave(
    text,
    (ours) => ours,
    (data) => `<${data}>`,
  );

test("data stays apart from our own words", () => {
  expect(marked(say`Scaled ${"web"} to ${5}.`)).toBe("Scaled <web> to <5>.");
  expect(marked(say`plain`)).toBe("plain");
});
test("a text inside a text keeps its data apart", () => {
  expect(marked(say`${say`Scale ${"web"}`}? ${say`Then ${"x"}`}`)).toBe("Scale <web>? Then <x>");
});
test("lists are joined with our own words", () => {
  expect(marked(join([say`${"a"}`, say`${"b"}`], " or "))).toBe("<a> or <b>");
  expect(plain(join([], ", "))).toBe("");
});
