import { readFileSync } from "node:fs";
import { featuresOf } from "./features.ts";
import type { Index } from "./index-format.ts";
import { openModel } from "./model.ts";
import { read } from "./reading.ts";
import { Spelling } from "./spelling.ts";
import { judge, missingWords, type Tier } from "./tiers.ts";
import { units } from "./tokens.ts";

export interface Reading {
  readonly tier: Tier | "empty";
  /** The passages that the question may be about, best first. */
  readonly ranked: readonly string[];
  readonly missing: readonly string[];
}

/** Understands questions. The index is our own file and not checked here; a test keeps it equal to what it is made from. */
export function openReader(): (question: string) => Reading {
  const index: Index = JSON.parse(readFileSync(new URL("./data/index.json", import.meta.url), "utf8"));
  const spelling = new Spelling(index.spelling);
  const guess = openModel(index.model);
  return (question) => {
    const said = units(question).map((unit) => spelling.correct(unit));
    if (said.length === 0) return { tier: "empty", ranked: [], missing: [] };
    const mentions = read(said, index);
    const { ranked, outside } = guess(featuresOf(said, mentions, index));
    return { tier: judge(outside, mentions), ranked, missing: missingWords(said, mentions).map(asWrittenIn(question)) };
  };
}

/** Gives "mtls" back the letters that it had in the question. */
function asWrittenIn(question: string): (words: string) => string {
  const lower = question.toLowerCase();
  return (words) => {
    const at = lower.indexOf(words);
    return at < 0 ? words : question.slice(at, at + words.length);
  };
}
