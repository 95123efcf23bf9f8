/** Concept questions, answered from the article on Kubernetes and Docker: the same words get the same answer, offline. */
import { type Language, languageOf } from "../core/article-words.ts";
import type { Finding, Knowledge, Passage } from "../core/knowledge.ts";
import { isInAnotherLanguage } from "./other-languages.ts";
import { passage, relatedTo } from "./passages.ts";
import { openReader, type Reading } from "./reader.ts";
import type { Runbooks } from "./runbooks/index.ts";

/**
 * The article, ready to be asked. Nothing is read or indexed before the first question, so that a bot that is never asked
 * starts no slower.
 */
export function openKnowledge(runbooks?: Pick<Runbooks, "ask" | "passage">): Knowledge {
  let read: ((question: string) => Reading) | undefined;
  return {
    ask(question) {
      const why = unreadable(question);
      if (why) return { tier: "refuse", why, nearest: undefined };
      read ??= openReader();
      return beside(find(question, read(question)), runbooks?.ask(question));
    },
    passage: (id, language, notes) => runbooks?.passage(id) ?? passage(id, language, notes === "all"),
  };
}

/** What the article answers it answers, with the team's own page one button away; what it does not, that page does. */
function beside(finding: Finding, own: Passage | undefined): Finding {
  if (!own) return finding;
  if (finding.tier === "answer") return { ...finding, related: [{ id: own.id, title: own.title }, ...finding.related] };
  const nearest = finding.tier === "partly" ? [finding.passage] : finding.nearest ? [finding.nearest] : [];
  return { tier: "answer", passage: own, related: nearest.map(({ id, title }) => ({ id, title })) };
}

/** Longer than this it is a pasted document, and whatever matched would match by chance. */
const LONGEST_QUESTION = 2_000;

function find(question: string, { tier, missing, ranked }: Reading): Finding {
  if (tier === "empty") return { tier: "refuse", why: "empty", nearest: undefined };
  const [best = "", ...others] = ranked;
  const language = languageOf(question);
  const found = passage(best, language, false);
  if (tier === "refuse" || !found) {
    if (isInAnotherLanguage(question)) return { tier: "refuse", why: "language", nearest: undefined };
    return { tier: "refuse", why: "outside", nearest: heading(best, language) };
  }
  const further = [...new Set([...others, ...relatedTo(best)])].filter((id) => id !== best).slice(0, 2);
  const related = further.flatMap((id) => heading(id, language) ?? []);
  return tier === "partly" ? { tier, passage: found, missing, related } : { tier, passage: found, related };
}

function heading(id: string, language: Language): Pick<Passage, "id" | "title"> | undefined {
  const found = passage(id, language, false);
  return found && { id, title: found.title };
}

/** Written for a language model. There is none here, and whatever such a line mentions, it does not ask about it. */
const ORDERS = [
  /\b(ignore|disregard|forget)\b[^.?!\n]{0,30}\b(previous|prior|above|earlier|your)\b[^.?!\n]{0,30}\b(instructions?|prompts?|rules)\b/i,
  /(忽略|无视|無視|忘记|忘記|忘掉)[^。?!?!\n]{0,10}(之前|以上|上面|前面|所有|你的)[^。?!?!\n]{0,12}(指令|指示|提示|规则|規則|设定|設定)/,
  /\bsystem prompt\b|系统提示词|系統提示詞/i,
];

function unreadable(question: string): "empty" | "long" | "language" | "order" | undefined {
  if (question.length > LONGEST_QUESTION) return "long";
  if (ORDERS.some((order) => order.test(question))) return "order";
  const letters = question.match(/[\p{L}\p{N}]/gu)?.length ?? 0;
  if (letters === 0) return "empty";
  // A name in another script may stand in a question, but a question in another script is beyond us.
  const foreign = question.match(/[[\p{L}]--[\p{Script=Latin}\p{Script=Han}]]/gv)?.length ?? 0;
  return foreign > letters / 5 ? "language" : undefined;
}
