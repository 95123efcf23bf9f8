/** Makes data/index.json of the other files there. Run it after each change of them, or of how they are read: node src/knowledge/compile.ts */
import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import outsideQuestions from "./data/outside-questions.json" with { type: "json" };
import questions from "./data/questions.json" with { type: "json" };
import { featuresOf } from "./features.ts";
import { type Index, OUTSIDE, type Vocabulary } from "./index-format.ts";
import { articleLines, passageIds } from "./passages.ts";
import { read } from "./reading.ts";
import { Spelling } from "./spelling.ts";
import { units } from "./tokens.ts";
import { type Example, train } from "./train.ts";
import { compileVocabulary } from "./vocabulary.ts";

/** The article's own lines, and questions whose answer is known: what the model learns from. */
const TEXTS: readonly { readonly label: string; readonly text: string }[] = [
  ...articleLines.map(({ passage, text }) => ({ label: passage, text })),
  ...Object.entries(questions).flatMap(([label, asked]) => asked.map((text) => ({ label, text }))),
  ...outsideQuestions.map((text) => ({ label: OUTSIDE, text })),
];

export function compile(): Index {
  const vocabulary = compileVocabulary();
  return { madeFrom: digest(), ...vocabulary, model: train([...passageIds, OUTSIDE], examples(vocabulary)) };
}

function examples(vocabulary: Vocabulary): Example[] {
  const spelling = new Spelling(vocabulary.spelling);
  return TEXTS.map(({ label, text }) => {
    const said = units(text).map((unit) => spelling.correct(unit));
    return { label, features: featuresOf(said, read(said, vocabulary), vocabulary) };
  });
}

const data = (name: string): URL => new URL(`./data/${name}.json`, import.meta.url);

/** What the index is made from: the data, and the code that takes it apart. */
const SOURCES = [
  ...["article", "chinese", "outside-questions", "outside-subjects", "questions", "subjects", "words"].map(data),
  ...["features", "normalise", "reading", "spelling", "stem", "tokens", "train", "vocabulary"].map(
    (name) => new URL(`./${name}.ts`, import.meta.url),
  ),
];

export function digest(): string {
  const hash = createHash("sha256");
  for (const source of SOURCES) hash.update(readFileSync(source));
  return hash.digest("hex");
}

if (import.meta.main) writeFileSync(data("index"), `${JSON.stringify(compile())}\n`);
