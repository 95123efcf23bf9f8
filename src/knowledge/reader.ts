import outside from "./data/outside.json" with { type: "json" };
import questions from "./data/questions.json" with { type: "json" };
import subjects from "./data/subjects.json" with { type: "json" };
import wordLists from "./data/words.json" with { type: "json" };
import { Lines } from "./lines.ts";
import { articleLines } from "./passages.ts";
import { rank } from "./ranking.ts";
import { read } from "./reading.ts";
import { Spelling } from "./spelling.ts";
import { Names } from "./subjects.ts";
import { judge, type Verdict } from "./tiers.ts";
import { units } from "./tokens.ts";
import { Words } from "./words.ts";

/** Understands questions: spelling, subjects, passages, and how much of it the article covers. */
export class Reader {
  readonly #spelling = new Spelling();
  readonly #names = new Names([...subjects, ...outside], this.#spelling.learn);
  readonly #words = new Words(wordLists, this.#spelling.learn);
  readonly #lines = new Lines([
    ...articleLines,
    ...Object.entries(questions).flatMap(([passage, asked]) => asked.map((text) => ({ passage, text }))),
  ]);

  /** The passages, best first, and the verdict on the best. */
  read(question: string): Verdict & { readonly ranked: readonly string[] } {
    const said = units(question).map((unit) => this.#spelling.correct(unit));
    const mentions = read(said, this.#names, this.#words);
    return { ...judge(said, mentions), ranked: rank(said, mentions, this.#lines) };
  }
}
