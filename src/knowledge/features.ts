import { look, type Vocabulary } from "./index-format.ts";
import type { Mention } from "./reading.ts";
import { terms, type Unit } from "./tokens.ts";

/** What the model looks at: the question's words, the classes they belong to, the subjects it names, what nobody knows. */
export function featuresOf(
  question: readonly Unit[],
  mentions: readonly Mention[],
  { classes }: Pick<Vocabulary, "classes">,
): string[] {
  const features = new Set([...question.map(({ text }) => text), ...terms(question), ...classesIn(question, classes)]);
  for (const { means } of mentions) {
    if (means === "common") features.add("#common");
    else if (means !== "filler") features.add(`#${means.id}`).add(means.place === "outside" ? "#outside" : "#inside");
  }
  if (!features.has("#inside")) features.add("#nothing");
  const known = new Set(mentions.flatMap(({ at }) => at));
  question.forEach(({ han }, i) => {
    if (!known.has(i)) features.add(han ? "#unknown character" : "#unknown word");
  });
  return [...features];
}

/** A single Han character is too little to tell a word by. */
function classesIn(question: readonly Unit[], classes: Vocabulary["classes"]): string[] {
  return question.flatMap(({ han }, start) => {
    let text = "";
    return question.slice(start, start + LONGEST_WORD).flatMap((unit, i) => {
      text += unit.text;
      return han && i === 0 ? [] : (look(classes, text) ?? []);
    });
  });
}

const LONGEST_WORD = 5;
