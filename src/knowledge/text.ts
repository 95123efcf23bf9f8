/** What a finding says, for people who read plain text. */
import type { Finding, Note, Passage } from "../core/knowledge.ts";
import type { Language } from "./passages.ts";

export function textOf(finding: Finding, language: Language): string {
  const words = WORDS[language];
  if (finding.tier === "refuse") {
    const { why, nearest } = finding;
    return words[why] + (nearest ? words.nearest(`${nearest.id} ${nearest.title}`) : "");
  }
  return [
    ...(finding.tier === "partly" ? [words.partly(finding.missing)] : []),
    quoted(finding.passage),
    ...(finding.passage.notes.length > 0 ? [finding.passage.notes.map(words.note).join("\n")] : []),
    ...(finding.related.length > 0
      ? [words.related + finding.related.map(({ id, title }) => `${id} ${title}`).join(" · ")]
      : []),
  ].join("\n\n");
}

const quoted = ({ id, title, text, code }: Passage): string =>
  [`${id} ${title}`, text, ...code.map((block) => `\`\`\`${block.language}\n${block.text}\n\`\`\``)].join("\n\n");

const WORDS = {
  en: {
    empty: "Ask a question, for example: how do I update an app without downtime?",
    long: "That is too long for a question. Say it in a sentence or two.",
    language: "Only Chinese and English are understood here.",
    outside: "The article on Kubernetes and Docker does not cover this.",
    nearest: (section: string) => ` Nearest is section ${section}.`,
    partly: (missing: readonly string[]) =>
      missing.length > 0
        ? `The article mentions this, but does not cover ${missing.join(", ")}. Nearest is:`
        : "The article mentions this, but does not say what you ask. Nearest is:",
    note: ({ quote, correction, source }: Note) => `Note on “${quote}”: ${correction} (${source})`,
    related: "See also: ",
  },
  zh: {
    empty: "请提一个问题,例如:怎样更新应用而不停机?",
    long: "作为问题太长了,请用一两句话说明。",
    language: "这里只懂中文和英文。",
    outside: "这篇关于 Kubernetes 与 Docker 的文章没有讲到这一点。",
    nearest: (section: string) => `最接近的是 ${section}。`,
    partly: (missing: readonly string[]) =>
      missing.length > 0
        ? `文章提到了相关内容,但没有讲:${missing.join("、")}。最接近的是:`
        : "文章提到了相关内容,但没有回答这个问题。最接近的是:",
    note: ({ quote, correction, source }: Note) => `注“${quote}”:${correction}(${source})`,
    related: "另见:",
  },
};
