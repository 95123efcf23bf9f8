/** The article that concept questions are answered from. Implemented by src/knowledge; no network, no LLM. */
export interface Passage {
  /** Stable id: "intro", "1.1" … "5.3", "outro". */
  readonly id: string;
  readonly title: string;
  /** In the language of the question: the article's own Chinese, or the English rendering. */
  readonly text: string;
  readonly code: readonly { readonly language: string; readonly text: string }[];
  /** What is imprecise or outdated in it, with the correction and its source. */
  readonly notes: readonly { readonly quote: string; readonly correction: string; readonly source: string }[];
}

export type Finding =
  | { readonly tier: "answer"; readonly passage: Passage; readonly related: readonly Pick<Passage, "id" | "title">[] }
  /** The article mentions the subject but not all that was asked. */
  | {
      readonly tier: "partly";
      readonly passage: Passage;
      readonly missing: readonly string[];
      readonly related: readonly Pick<Passage, "id" | "title">[];
    }
  | { readonly tier: "refuse"; readonly nearest: Pick<Passage, "id" | "title"> | undefined };

export interface Knowledge {
  ask(question: string): Finding;
  passage(id: string, language: "zh" | "en"): Passage | undefined;
}
