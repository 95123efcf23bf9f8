/** A team's Markdown, taken apart at its headings: each section can be found, quoted and named. */
import { lexer, type Token } from "marked";
import type { Passage } from "../../core/knowledge.ts";

/** Headings below this are a part of the section above them: a passage is to be read on a phone. */
const DEEPEST = 3;

/**
 * @param file its path within the folder: "database/failover.md"
 * @returns every section with words or code of its own, called by its headings
 */
export function sectionsOf(file: string, markdown: string): readonly Passage[] {
  const sections: { headings: readonly string[]; tokens: Token[] }[] = [{ headings: [], tokens: [] }];
  let headings: string[] = [];
  for (const token of lexer(markdown)) {
    if (token.type === "heading" && token.depth <= DEEPEST) {
      headings = [...headings.slice(0, token.depth - 1), token.text];
      sections.push({ headings: headings.filter(Boolean), tokens: [] });
    } else sections.at(-1)?.tokens.push(token);
  }
  const seen = new Map<string, number>();
  return sections.flatMap(({ headings: above, tokens }) => {
    const text = tokens.filter(({ type }) => type !== "code").map(({ raw }) => raw);
    const code = tokens.flatMap((token) =>
      token.type === "code" ? [{ language: token.lang ?? "", text: token.text }] : [],
    );
    const words = text.join("").trim();
    if (words === "" && code.length === 0) return [];
    const slug = (above.at(-1) ?? "").toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "-") || "top";
    const count = (seen.get(slug) ?? 0) + 1;
    seen.set(slug, count);
    const id = `${file}#${slug}${count > 1 ? `-${count}` : ""}`;
    return [{ id, title: above.join(" › ") || file, text: words, code, notes: [], source: file }];
  });
}
