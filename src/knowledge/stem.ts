/**
 * Cuts English endings so that scale, scaled and scaling meet. It need not be right, only the same for a question and for
 * what the question is compared with; a full stemmer would gain nothing on fifteen passages.
 */
export function stem(word: string): string {
  if (word.length < 4 || !/^[a-z]+$/.test(word)) return word;
  return ENDINGS.reduce((rest, [ending, instead]) => rest.replace(ending, instead), word);
}

const ENDINGS: readonly (readonly [RegExp, string])[] = [
  [/ies$/, "y"],
  [/(?<=ss|x|ch|sh)es$/, ""],
  [/(?<![sui])s$/, ""],
  [/(?<=[a-z]{3})(?:ing|ed)$/, ""],
  [/(?<=[a-z]{2}[st])ion$/, ""],
  [/(?<=[a-z]{3})e$/, ""],
  // running → runn → run; add and egg keep theirs
  [/(?<=[a-z]{2})([bdgmnprt])\1$/, "$1"],
];
