import chinese from "./data/chinese.json" with { type: "json" };

const simplified = chinese.simplified.split("");
const characters = new Map(
  chinese.traditional.split("").map((character, i) => [character, simplified[i] ?? character]),
);
const words = new Map(Object.entries(chinese.words));
const WORDS = new RegExp([...words.keys()].sort((a, b) => b.length - a.length).join("|"), "g");

/**
 * One spelling for what people type in many: width and ligatures (NFKC), case, traditional characters, and the words that
 * Taiwan says differently. camelCase is taken apart here, because lower case forgets where its words began; but mTLS and
 * eBPF are one word.
 */
export function normalise(text: string): string {
  return text
    .normalize("NFKC")
    .replace(/\p{Script=Han}/gu, (character) => characters.get(character) ?? character)
    .replace(WORDS, (word) => words.get(word) ?? word)
    .replace(/(?<![a-z0-9])(?:k8s?|kube)(?![a-z0-9])/gi, "kubernetes")
    .replace(/(?<=[a-z0-9]{2})(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])/g, " ")
    .toLowerCase()
    .replace(/\bv(?=\d+\.)/g, "");
}
