import { normalise } from "./normalise.ts";
import { stem } from "./stem.ts";

/** The smallest thing that is compared: a stemmed Latin word, a number, or one Han character. */
export interface Unit {
  readonly text: string;
  /** As it was written, after normalising. */
  readonly word: string;
  readonly han: boolean;
}

/** Version numbers stay whole: "1.20" is a name, "1" and "20" are noise. */
const UNIT = /\d+(?:\.\d+)+|[[\p{L}\p{N}]--\p{Script=Han}]+|\p{Script=Han}/gv;

const HAN = /^\p{Script=Han}/u;

/** Words without a meaning of their own, left out of questions and of all that questions are compared with. */
const STOP = new Set(
  `a an the is are was were be been am do does did of to in on at by for with from as it its this that these those there
  and or but if so we i you my our your me us they them their he she his her can could will would shall should may might
  must have has had having what which how why when where who whom whose s t re ve ll m d don didn doesn isn aren please
  的 了 吗 呢 吧 啊 嘛 呀`.split(/\s+/),
);

/** Takes a text apart. */
export const units = (text: string): Unit[] =>
  (normalise(text).match(UNIT) ?? [])
    .filter((word) => !STOP.has(word))
    .map((word) => ({ word, text: stem(word), han: HAN.test(word) }));

/** What the spellings of one phrase share: "load balancer", "LoadBalancer" and "load-balancers" have the same key. */
export const key = (phrase: readonly Unit[]): string => phrase.map(({ text }) => text).join("");

/**
 * Terms for the text index: words, and Chinese as overlapping pairs of characters. A segmenter was tried and found fewer
 * passages: it splits 扩缩容 and 探针 in the middle, and pairs never do.
 */
export const terms = (text: readonly Unit[]): string[] =>
  text.flatMap((unit, i) => {
    if (!unit.han) return [unit.text];
    const next = text[i + 1];
    return next?.han ? [unit.text + next.text] : [];
  });
