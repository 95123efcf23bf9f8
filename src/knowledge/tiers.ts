import type { Subject } from "./index-format.ts";
import { type Mention, sizeOf } from "./reading.ts";
import type { Unit } from "./tokens.ts";

export interface Verdict {
  readonly tier: "answer" | "partly" | "refuse";
  /** What the article does not speak of, in the question's words. */
  readonly missing: readonly string[];
}

/** From this share of unexplained meaning on, an answer would pretend to answer something else. */
const TOO_MUCH_UNEXPLAINED = 0.42;
/** Below this, what was recognised is too general ("docker", "container") to point at a passage. */
const TOO_GENERAL = 0.3;

/**
 * Decides by how much of the question nothing in the article explains. One threshold on a search score was tried and
 * refuses badly: a good match on "Istio" says nothing about the mTLS that was asked for.
 */
export function judge(question: readonly Unit[], mentions: readonly Mention[]): Verdict {
  const inside = strengths(question, mentions, (subject) => subject.passages.length > 0);
  const outside = strengths(question, mentions, (subject) => subject.passages.length === 0);
  const explained = sum(inside.values());
  const described = [...inside.values()].some((strength) => strength > NAMED);
  const unexplained = sum(outside.values()) + unknown(question, mentions, described);
  const missing = missingWords(question, mentions);
  if (explained === 0) return { tier: "refuse", missing };
  if (unexplained / (explained + unexplained) < TOO_MUCH_UNEXPLAINED) return { tier: "answer", missing: [] };
  return { tier: explained < TOO_GENERAL ? "refuse" : "partly", missing };
}

/** How surely a mention of so many units means its subject. A lone name ("Kibana") leaves open what is asked about it. */
const NAMED = 0.6;
const certainty = (at: readonly number[], size: number): number =>
  at.length === 1 && size === 2 ? NAMED : size <= 2 ? 0.8 : 1;

function strengths(
  question: readonly Unit[],
  mentions: readonly Mention[],
  wanted: (subject: Subject) => boolean,
): Map<Subject, number> {
  const strengths = new Map<Subject, number>();
  for (const { means, at } of mentions) {
    if (typeof means === "string" || !wanted(means)) continue;
    const sure = means.passages.length > 0 ? certainty(at, sizeOf(question, at)) : 1;
    strengths.set(means, Math.max(strengths.get(means) ?? 0, means.weight * sure));
  }
  return strengths;
}

/** Words that no list knows count much, common ones little, unless beside a lone name they must be what is asked. */
function unknown(question: readonly Unit[], mentions: readonly Mention[], described: boolean): number {
  const common = mentions.filter(({ means }) => means === "common").length;
  const known = new Set(mentions.flatMap(({ at }) => at));
  const strange = question.map((unit, i) => {
    if (known.has(i)) return 0;
    if (/^\d+$/.test(unit.text)) return 0.1;
    if (!unit.han) return 0.6;
    const inWord = [i - 1, i + 1].some((j) => question[j]?.han && !known.has(j));
    return inWord ? 0.3 : 0.1;
  });
  return common * (described ? 0.15 : 0.45) + sum(strange);
}

/** Neighbouring units that belong to nothing inside the article, joined as they were written. */
function missingWords(question: readonly Unit[], mentions: readonly Mention[]): string[] {
  const fine = new Set(
    mentions.filter(({ means }) => typeof means === "string" || means.passages.length > 0).flatMap(({ at }) => at),
  );
  const runs: Unit[][] = [];
  question.forEach((unit, i) => {
    if (fine.has(i)) return;
    const last = runs.at(-1);
    if (last && i > 0 && !fine.has(i - 1)) last.push(unit);
    else runs.push([unit]);
  });
  return runs
    .map((run) => run.map(({ word, han }, i) => (i > 0 && !(han && run[i - 1]?.han) ? ` ${word}` : word)).join(""))
    .filter((word) => word.length > 1);
}

const sum = (numbers: Iterable<number>): number => [...numbers].reduce((total, number) => total + number, 0);
