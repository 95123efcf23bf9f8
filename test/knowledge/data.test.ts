/** The files in src/knowledge/data agree with each other. */
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { digest } from "../../src/knowledge/compile.ts";
import article from "../../src/knowledge/data/article.json" with { type: "json" };
import notes from "../../src/knowledge/data/notes.json" with { type: "json" };
import outsideQuestions from "../../src/knowledge/data/outside-questions.json" with { type: "json" };
import outside from "../../src/knowledge/data/outside-subjects.json" with { type: "json" };
import questions from "../../src/knowledge/data/questions.json" with { type: "json" };
import inside from "../../src/knowledge/data/subjects.json" with { type: "json" };
import words from "../../src/knowledge/data/words.json" with { type: "json" };
import { openKnowledge } from "../../src/knowledge/index.ts";
import { normalise } from "../../src/knowledge/normalise.ts";
import type { Index } from "../../src/knowledge/index-format.ts";

const ids = article.passages.map(({ id }) => id);
const subjects = [...inside, ...outside];

test("the index is made from today's files (else run node src/knowledge/compile.ts)", () => {
  const index: Index = JSON.parse(
    readFileSync(new URL("../../src/knowledge/data/index.json", import.meta.url), "utf8"),
  );
  expect(index.madeFrom).toBe(digest());
});

test("fifteen sections in reading order, each there in both languages", () => {
  expect(ids).toEqual("intro 1.1 1.2 2.1 2.2 2.3 3.1 3.2 3.3 4.1 4.2 5.1 5.2 5.3 outro".split(" "));
  for (const { title, text, related } of article.passages) {
    expect(title.zh && title.en && text.zh && text.en).toBeTruthy();
    expect(ids).toEqual(expect.arrayContaining(related));
  }
});

test.each(notes)("note $id quotes its section in both languages and names a source", ({ passage, quote, sources }) => {
  const knowledge = openKnowledge();
  for (const language of ["zh", "en"] as const) {
    const section = knowledge.passage(passage, language);
    expect([section?.text, section?.title, ...(section?.code ?? []).map(({ text }) => text)].join("\n")).toContain(
      quote[language],
    );
  }
  expect(sources[0]).toMatch(/^https:\/\//);
});

test("note ids are unique", () => expect(new Set(notes.map(({ id }) => id)).size).toBe(notes.length));

test("each subject is there once, and every class that a name uses exists", () => {
  expect(new Set(subjects.map(({ id }) => id)).size).toBe(subjects.length);
  const used = subjects.flatMap(({ names }) => names).flatMap((name) => name.match(/(?<=@)\w+/g) ?? []);
  expect([...new Set(used)].filter((name) => !Object.hasOwn(words.classes, name))).toEqual([]);
  expect(Object.keys(words.classes).filter((name) => !used.includes(name))).toEqual([]);
});

test("names are written as questions are read", () => {
  const parts = subjects.flatMap(({ names }) => names).flatMap((name) => name.split(" "));
  expect(parts.filter((part) => !part.startsWith("@") && part !== normalise(part))).toEqual([]);
});

test("example questions belong to a section, and none is both inside and outside", () => {
  expect(Object.keys(questions).toSorted()).toEqual(ids.toSorted());
  const asked = new Set(Object.values(questions).flat());
  expect(outsideQuestions.filter((question) => asked.has(question))).toEqual([]);
});
