/** The knowledge alone, asked again and again. */
import { readFileSync } from "node:fs";
import { openKnowledge } from "../../../src/knowledge/index.ts";
import { onQuestion } from "./report.ts";

interface Question {
  readonly question: string;
}
const sets = JSON.parse(readFileSync(new URL("../../knowledge/questions.json", import.meta.url), "utf8")) as Readonly<
  Record<string, readonly Question[]>
>;
const questions = Object.values(sets).flat();

// A bot has read its own program when somebody asks it; the index it reads then.
const began = performance.now();
const knowledge = openKnowledge();
knowledge.ask("how does a rolling update work");
const first = performance.now() - began;

onQuestion("explain", () => {
  const took: number[] = [];
  for (let round = 0; round < 3; round++)
    for (const { question } of questions) {
      const start = performance.now();
      knowledge.ask(question);
      took.push(performance.now() - start);
    }
  const median = took.toSorted((a, b) => a - b)[took.length >> 1] ?? Number.NaN;
  return { first, median };
});
process.send?.({ port: 0 });
