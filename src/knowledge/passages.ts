import type { Language } from "../core/article-words.ts";
import type { Note, Passage } from "../core/knowledge.ts";
import article from "./data/article.json" with { type: "json" };
import notes from "./data/notes.json" with { type: "json" };

/** The article's sections in reading order. */
export const passageIds: readonly string[] = article.passages.map(({ id }) => id);

/** A section in one language, with the notes that always stand beside it; `all` adds those for who wants to know exactly. */
export function passage(id: string, language: Language, all: boolean): Passage | undefined {
  const found = article.passages.find((one) => one.id === id);
  return (
    found && {
      id,
      title: found.title[language],
      text: found.text[language],
      code: found.code.map((block) => ({ language: block.language, text: block.text[language] })),
      notes: notesOn(id, language).filter(({ severity }) => all || severity > 1),
    }
  );
}

/** Sections that read on where this one ends. */
export const relatedTo = (id: string): readonly string[] =>
  article.passages.find((one) => one.id === id)?.related ?? [];

/** Editor's notes on a section, the gravest first. */
function notesOn(id: string, language: Language): Note[] {
  return notes
    .filter((note) => note.passage === id)
    .map((note) => ({
      id: note.id,
      quote: note.quote[language],
      correction: note.correction[language],
      source: note.sources[0] ?? "",
      severity: note.severity === 3 ? (3 as const) : note.severity === 2 ? (2 as const) : (1 as const),
    }))
    .sort((a, b) => b.severity - a.severity);
}

/** Everything that is said of each section, line by line: what questions are compared with. */
export const articleLines: readonly { readonly passage: string; readonly text: string }[] = article.passages.flatMap(
  ({ id, title, text }) =>
    [title.zh, title.en, ...text.zh.split("\n"), ...text.en.split("\n")].map((line) => ({ passage: id, text: line })),
);
