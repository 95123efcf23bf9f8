import type { Subject } from "./index-format.ts";
import type { Mention } from "./reading.ts";
import type { Unit } from "./tokens.ts";

export type Tier = "answer" | "partly" | "refuse";

/** Chosen on questions that are in no training: above it, more answers to foreign questions than needless doubts. */
const DOUBTFUL = 0.3;
/** Where the question names something that the article does not speak of, less doubt is enough: "monitor *Redis*". */
const DOUBTFUL_OF_OTHERS = 0.2;

/**
 * Answer, when the article likely does. Where it likely does not, the passage still helps if the question names something
 * that the article explains ("mTLS in *Istio*"), but not for a word that is everywhere ("delete a *pod*").
 */
export function judge(outside: number, mentions: readonly Mention[]): Tier {
  const names = (place: Subject["place"]) =>
    mentions.some(({ means }) => typeof means !== "string" && means.place === place);
  if (outside <= (names("outside") ? DOUBTFUL_OF_OTHERS : DOUBTFUL)) return "answer";
  return names("inside") ? "partly" : "refuse";
}

/** What the article does not speak of, in the question's words: neighbouring words are joined as they stood. */
export function missingWords(question: readonly Unit[], mentions: readonly Mention[]): string[] {
  const explained = new Set(
    mentions.filter(({ means }) => typeof means === "string" || means.place !== "outside").flatMap(({ at }) => at),
  );
  const runs: Unit[][] = [];
  question.forEach((unit, i) => {
    if (explained.has(i)) return;
    const last = runs.at(-1);
    if (last && !explained.has(i - 1)) last.push(unit);
    else runs.push([unit]);
  });
  return runs.map(written).filter((words) => words.length > 1);
}

const written = (run: readonly Unit[]): string =>
  run.map(({ word, han }, i) => (i > 0 && !(han && run[i - 1]?.han) ? ` ${word}` : word)).join("");
