/** The article, and a team's own documents, that concept questions are answered from. Implemented by src/knowledge; no network, no LLM. */
export interface Passage {
  /** Stable id: "intro", "1.1" … "5.3", "outro". */
  readonly id: string;
  readonly title: string;
  /** In the language of the question: the article's own Chinese, or the English rendering. */
  readonly text: string;
  readonly code: readonly { readonly language: string; readonly text: string }[];
  readonly notes: readonly Note[];
  /** The file that it is from, where it is no section of the article. */
  readonly source?: string;
}

/** What is imprecise or outdated in a passage, with the correction and its source. */
export interface Note {
  readonly id: string;
  /** Words of the passage, in the same language. */
  readonly quote: string;
  readonly correction: string;
  /** Where it can be read; it was opened to see that it says so. */
  readonly source: string;
  /** 3 belongs beside the quotation, 2 with the passage, 1 is for who asks. */
  readonly severity: 1 | 2 | 3;
}

export type Finding =
  | { readonly tier: "answer"; readonly passage: Passage; readonly related: readonly Pick<Passage, "id" | "title">[] }
  /** The article mentions the subject but not all that was asked. */
  | {
      readonly tier: "partly";
      readonly passage: Passage;
      /** In the words of the question. May be empty: then the question asks more of the subject than the article says. */
      readonly missing: readonly string[];
      readonly related: readonly Pick<Passage, "id" | "title">[];
    }
  | {
      readonly tier: "refuse";
      /**
       * Nothing was asked, far too much, or in a language that nobody here reads; it was no question but an order to a
       * language model; or it is about something else than the article.
       */
      readonly why: "empty" | "long" | "language" | "order" | "outside";
      readonly nearest: Pick<Passage, "id" | "title"> | undefined;
    };

export interface Knowledge {
  ask(question: string): Finding;
  /** Undefined when there is no such section. `notes: "all"` brings those of severity 1 too. */
  passage(id: string, language: "zh" | "en", notes?: "all"): Passage | undefined;
}
