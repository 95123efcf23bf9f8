import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import outsideQuestions from "../../src/knowledge/data/outside-questions.json" with { type: "json" };
import examples from "../../src/knowledge/data/questions.json" with { type: "json" };
import { type Language, measure, report } from "./quality.ts";
import questions from "./questions.json" with { type: "json" };

test.each<{ language: Language; recall1: number }>([
  { language: "zh", recall1: 0.93 },
  { language: "mixed", recall1: 0.93 },
  { language: "en", recall1: 0.9 },
])("held-out $language questions are answered well", ({ language, recall1 }) => {
  const quality = measure("held-out", language);
  expect(quality.recall1).toBeGreaterThanOrEqual(recall1);
  expect(quality.recall3).toBeGreaterThanOrEqual(0.98);
  expect(quality.mrr).toBeGreaterThanOrEqual(0.94);
  expect(quality.needlessDoubt).toBeLessThanOrEqual(0.05);
  expect(quality.wrongAnswer).toBeLessThanOrEqual(0.05);
});

test("docs/explain-quality.md is up to date (else run node test/knowledge/quality.ts)", () => {
  expect(readFileSync(new URL("../../docs/explain-quality.md", import.meta.url), "utf8")).toBe(report());
});

test("no question is measured that was learnt from, and none twice", () => {
  const learnt = new Set([...Object.values(examples).flat(), ...outsideQuestions].map(bare));
  const measured = [...questions.tune, ...questions["held-out"]].map(({ question }) => bare(question));
  expect(measured.filter((question) => learnt.has(question))).toEqual([]);
  expect(measured.filter((question, i) => measured.indexOf(question) !== i)).toEqual([]);
});

const bare = (question: string): string => question.toLowerCase().replace(/[\s?？,.]/g, "");
