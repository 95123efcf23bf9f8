import { readFileSync } from "node:fs";
import type { Index } from "./index-format.ts";
import { rank } from "./ranking.ts";
import { read } from "./reading.ts";
import { Spelling } from "./spelling.ts";
import { judge, type Verdict } from "./tiers.ts";
import { units } from "./tokens.ts";

export interface Reading extends Verdict {
  /** The passages that it may be about, best first. */
  readonly ranked: readonly string[];
}

/** Understands questions. The index is our own file and is not checked; a test keeps it equal to what it is made from. */
export function openReader(): (question: string) => Reading {
  const index: Index = JSON.parse(readFileSync(new URL("./data/index.json", import.meta.url), "utf8"));
  const spelling = new Spelling(index.spelling);
  return (question) => {
    const said = units(question).map((unit) => spelling.correct(unit));
    const mentions = read(said, index);
    return { ...judge(said, mentions), ranked: rank(said, mentions, index.lines) };
  };
}
