/** What a finding says, for people who read plain text. */
import { ARTICLE_WORDS, type ArticleWords, isFieldPath, type Language, languageOf } from "../core/article-words.ts";
import type { Finding, Note, Passage } from "../core/knowledge.ts";
import { plain } from "../core/text.ts";

export function textOf(finding: Finding, question: string): string {
  const language = languageOf(question);
  const words = ARTICLE_WORDS[language];
  if (finding.tier === "refuse") {
    const { why, nearest } = finding;
    return [
      sentence(plain(words.why[why]), language),
      ...(nearest ? [plain(words.nearest(`${nearest.id} ${nearest.title}`))] : []),
      ...(why === "outside" && isFieldPath(question) ? [sentence(plain(words.field(question)), language)] : []),
    ].join(language === "zh" ? "" : " ");
  }
  return [
    ...(finding.tier === "partly" ? [plain(words.partly(finding.missing))] : []),
    ...quoted(finding.passage, words),
    ...(finding.related.length > 0
      ? [`${SEE[language]}${finding.related.map(({ id, title }) => `${id} ${title}`).join(" · ")}`]
      : []),
  ].join("\n\n");
}

const SEE: Readonly<Record<Language, string>> = { en: "See also: ", zh: "另见:" };

const sentence = (words: string, language: Language): string =>
  /[?。?]$/.test(words) ? words : words + (language === "zh" ? "。" : ".");

/** What is plainly wrong stands beside the words it is about, before anybody copies the code below them. */
function quoted({ id, title, text, code, notes }: Passage, words: ArticleWords): readonly string[] {
  const remarks = (isShown: (note: Note) => boolean) => {
    const shown = notes.filter(isShown).map((note) => plain(words.remark(note)));
    return shown.length > 0 ? [shown.join("\n")] : [];
  };
  return [
    `${id} ${title}`,
    text,
    ...remarks(({ severity }) => severity === 3),
    ...code.map((block) => `\`\`\`${block.language}\n${block.text}\n\`\`\``),
    ...remarks(({ severity }) => severity < 3),
  ];
}
