import { look, type Pattern, type Plain, type Subject, type Vocabulary } from "./index-format.ts";
import type { Unit } from "./tokens.ts";

/** Something that a question was understood to speak of. */
export interface Mention {
  readonly means: Subject | Plain;
  /** Which units of the question it accounts for. */
  readonly at: readonly number[];
}

interface Candidate extends Mention {
  readonly size: number;
  /** At the same size: what the article speaks of, then what it does not, then plain words. */
  readonly rank: 0 | 1 | 2;
}

/** Reads a question: the longest names win, and each word is accounted for once. */
export function read(question: readonly Unit[], vocabulary: Vocabulary): readonly Mention[] {
  const spans = knownSpans(question, vocabulary);
  const candidates = [
    ...spans.flatMap((span) => whole(span, question, vocabulary)),
    ...scattered(question, spans, vocabulary),
  ];
  candidates.sort((a, b) => b.size - a.size || a.rank - b.rank);
  const taken = new Map<number, string>();
  return candidates.filter(({ at, means }) => {
    // One phrase may name several subjects, but a plain word only counts where nothing else does.
    const mark = at.join();
    const free = at.every((i) => !taken.has(i) || (typeof means !== "string" && taken.get(i) === mark));
    if (free) for (const i of at) taken.set(i, mark);
    return free;
  });
}

/** A run of units that means something. */
interface Span {
  readonly text: string;
  readonly at: readonly number[];
}

/** Longer runs are not looked up; the longest name in the data has 14 units. */
const LONGEST = 14;

function knownSpans(question: readonly Unit[], vocabulary: Vocabulary): Span[] {
  const spans: Span[] = [];
  for (let start = 0; start < question.length; start++) {
    let text = "";
    const at: number[] = [];
    for (let i = start; i < Math.min(question.length, start + LONGEST); i++) {
      text += question[i]?.text ?? "";
      at.push(i);
      if (isWord(text, vocabulary) || look(vocabulary.byPart, text)) spans.push({ text, at: [...at] });
    }
  }
  return spans;
}

const isWord = (text: string, { names, plain }: Vocabulary): boolean =>
  Object.hasOwn(names, text) || Object.hasOwn(plain, text);

/** Names and words that stand in the question as they are. */
function whole({ text, at }: Span, question: readonly Unit[], vocabulary: Vocabulary): Candidate[] {
  const size = sizeOf(question, at);
  const plain = look(vocabulary.plain, text);
  const subjects = (look(vocabulary.names, text) ?? []).flatMap((number) => vocabulary.subjects[number] ?? []);
  return [
    ...subjects.map((means) => ({ means, at, size, rank: rankOf(means) })),
    ...(plain === undefined ? [] : [{ means: plain, at, size, rank: 2 as const }]),
  ];
}

/** Names whose parts all stand in the question, but apart or in another order: a little less sure. */
function scattered(question: readonly Unit[], spans: readonly Span[], vocabulary: Vocabulary): Candidate[] {
  const places = placesOfParts(question, spans, vocabulary);
  const met = new Map<Pattern, number>();
  for (const part of places.keys()) {
    for (const number of look(vocabulary.byPart, part) ?? []) {
      const pattern = vocabulary.patterns[number];
      if (pattern) met.set(pattern, (met.get(pattern) ?? 0) + 1);
    }
  }
  return [...met].flatMap(([{ parts, subject }, count]) => {
    const means = vocabulary.subjects[subject];
    const at = count === new Set(parts).size ? placed(parts, places) : undefined;
    if (!at || !means) return [];
    const vague = parts.filter((part) => part.startsWith("@")).length;
    return [{ means, at, size: sizeOf(question, at) - 0.5 - 0.4 * vague, rank: rankOf(means) }];
  });
}

type Places = ReadonlyMap<string, readonly (readonly number[])[]>;

/** Where each part of a pattern occurs, as itself or as a word of a class. */
function placesOfParts(question: readonly Unit[], spans: readonly Span[], vocabulary: Vocabulary): Places {
  const longest = question.map(() => 0);
  for (const { at, text } of spans) {
    if (isWord(text, vocabulary)) for (const i of at) longest[i] = Math.max(longest[i] ?? 0, at.length);
  }
  const places = new Map<string, (readonly number[])[]>();
  for (const { text, at } of spans) {
    // 坏 inside 坏处 is part of another word.
    const han = question[at[0] ?? 0]?.han ?? false;
    if (han && at.every((i) => (longest[i] ?? 0) > at.length)) continue;
    for (const part of [text, ...(look(vocabulary.classes, text) ?? [])]) {
      if (look(vocabulary.byPart, part)) places.set(part, [...(places.get(part) ?? []), at]);
    }
  }
  return places;
}

/** A place of its own for each part, the rarest first, so that one word never stands for two. */
function placed(parts: readonly string[], places: Places): readonly number[] | undefined {
  const at = new Set<number>();
  const choices = (part: string): readonly (readonly number[])[] => places.get(part) ?? [];
  for (const part of [...parts].sort((a, b) => choices(a).length - choices(b).length)) {
    const free = choices(part).find((span) => span.every((i) => !at.has(i)));
    if (!free) return undefined;
    for (const i of free) at.add(i);
  }
  return [...at].sort((a, b) => a - b);
}

const rankOf = (subject: Subject): 0 | 1 => (subject.place === "outside" ? 1 : 0);

/** A Latin word says about as much as two Han characters. */
export const sizeOf = (question: readonly Unit[], at: readonly number[]): number =>
  at.reduce((sum, i) => sum + (question[i]?.han ? 1 : 2), 0);
