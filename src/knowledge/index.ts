/** Concept questions, answered from the article on Kubernetes and Docker: the same words get the same answer, offline. */
import type { Finding, Knowledge, Passage } from "../core/knowledge.ts";
import { languageOf, passage } from "./passages.ts";
import { openReader, type Reading } from "./reader.ts";

/**
 * The article, ready to be asked. Nothing is read or indexed before the first question, so that a bot that is never asked
 * starts no slower.
 */
export function openKnowledge(): Knowledge {
  let read: ((question: string) => Reading) | undefined;
  return {
    ask(question) {
      const why = unreadable(question);
      if (why) return { tier: "refuse", why, nearest: undefined };
      read ??= openReader();
      return find(question, read(question));
    },
    passage: (id, language, notes) => passage(id, language, notes === "all"),
  };
}

/** Longer than this it is a pasted document, and whatever matched would match by chance. */
const LONGEST_QUESTION = 2_000;

function find(question: string, { tier, missing, ranked }: Reading): Finding {
  const [best, ...others] = ranked.flatMap((id) => passage(id, languageOf(question), false) ?? []);
  if (tier === "empty") return { tier: "refuse", why: "empty", nearest: undefined };
  if (tier === "refuse" || !best) return { tier: "refuse", why: "outside", nearest: best && heading(best) };
  const related = others.slice(0, 2).map(heading);
  return tier === "partly" ? { tier, passage: best, missing, related } : { tier, passage: best, related };
}

const heading = ({ id, title }: Passage): Pick<Passage, "id" | "title"> => ({ id, title });

function unreadable(question: string): "empty" | "long" | "language" | undefined {
  if (question.length > LONGEST_QUESTION) return "long";
  const letters = question.match(/[\p{L}\p{N}]/gu)?.length ?? 0;
  if (letters === 0) return "empty";
  // A name in another script may stand in a question, but a question in another script is beyond us.
  const foreign = question.match(/[[\p{L}]--[\p{Script=Latin}\p{Script=Han}]]/gv)?.length ?? 0;
  return foreign > letters / 3 ? "language" : undefined;
}
