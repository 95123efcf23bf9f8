/**
 * Cuts English endings so that scale, scaled and scaling meet. It need not be right, only the same for a question and for
 * what the question is compared with; a full stemmer would gain nothing on fifteen passages.
 */
export function stem(word: string): string {
  const known = stems.get(word);
  if (known !== undefined) return known;
  const plain = word.length < 4 || !/^[a-z]+$/.test(word);
  const cut = plain ? word : ENDINGS.reduce((rest, [ending, instead]) => rest.replace(ending, instead), word);
  if (stems.size < MANY) stems.set(word, cut);
  return cut;
}

/** The data repeats few words often: remembering them makes the first answer several times quicker. */
const stems = new Map<string, string>();
const MANY = 20_000;

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
