import type { Names, Pattern, Subject } from "./subjects.ts";
import { key, type Unit } from "./tokens.ts";
import type { Plain, Words } from "./words.ts";

/** What a question was understood to speak of. */
export interface Mention {
  readonly means: Subject | Plain;
  /** Which units of the question it accounts for. */
  readonly at: readonly number[];
}

interface Candidate extends Mention {
  readonly size: number;
  readonly rank: number;
}

/** Names longer than this are not looked for; the longest in the data has 12 units. */
const LONGEST = 14;

/** Reads a question: the longest names win, and each word is accounted for once. */
export function read(question: readonly Unit[], names: Names, words: Words): readonly Mention[] {
  const spans = knownSpans(question, names, words);
  const places = placesOf(spans, question, names, words);
  const candidates = [
    ...spans.flatMap((span) => together(span, question, names, words)),
    ...apart(places, question, names),
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

interface Span {
  readonly text: string;
  readonly at: readonly number[];
}

/** Every run of units that means anything to us. */
function knownSpans(question: readonly Unit[], names: Names, words: Words): Span[] {
  const spans: Span[] = [];
  for (let start = 0; start < question.length; start++) {
    for (let end = start + 1; end <= Math.min(question.length, start + LONGEST); end++) {
      const text = key(question.slice(start, end));
      if (!names.called(text) && words.plain(text) === undefined && names.having(text).length === 0) continue;
      spans.push({ text, at: Array.from({ length: end - start }, (_, i) => start + i) });
    }
  }
  return spans;
}

/** Where each part of a name occurs, as itself or as a word of a class. */
function placesOf(
  spans: readonly Span[],
  question: readonly Unit[],
  names: Names,
  words: Words,
): Map<string, (readonly number[])[]> {
  const longest = question.map(() => 0);
  for (const { at, text } of spans) {
    if (!names.called(text) && words.plain(text) === undefined) continue;
    for (const i of at) longest[i] = Math.max(longest[i] ?? 0, at.length);
  }
  const places = new Map<string, (readonly number[])[]>();
  for (const { text, at } of spans) {
    // 坏 inside 坏处 is part of another word.
    if (question[at[0] ?? 0]?.han && at.every((i) => (longest[i] ?? 0) > at.length)) continue;
    for (const part of [text, ...words.classes(text)]) {
      if (names.having(part).length > 0) places.set(part, [...(places.get(part) ?? []), at]);
    }
  }
  return places;
}

/** Names and words that stand in the question as they are. */
function together({ text, at }: Span, question: readonly Unit[], names: Names, words: Words): Candidate[] {
  const size = sizeOf(question, at);
  const plain = words.plain(text);
  return [
    ...(names.called(text)?.subjects ?? []).map((means) => ({ means, at, size, rank: rankOf(means) })),
    ...(plain === undefined ? [] : [{ means: plain, at, size, rank: 2 }]),
  ];
}

/** Names whose parts all stand in the question, but apart or in another order: a little less sure. */
function apart(
  places: ReadonlyMap<string, (readonly number[])[]>,
  question: readonly Unit[],
  names: Names,
): Candidate[] {
  const complete = new Set<Pattern>();
  const met = new Map<Pattern, number>();
  for (const part of places.keys()) {
    for (const pattern of names.having(part)) {
      const count = (met.get(pattern) ?? 0) + 1;
      met.set(pattern, count);
      if (count === new Set(pattern.parts).size) complete.add(pattern);
    }
  }
  return [...complete].flatMap(({ parts, subjects }) => {
    const at = placed(parts, places);
    if (!at) return [];
    const size = sizeOf(question, at) - 0.5 - 0.4 * parts.filter((part) => part.startsWith("@")).length;
    return subjects.map((means) => ({ means, at, size, rank: rankOf(means) }));
  });
}

/** A place of its own for each part, the rarest first, so that one word never stands for two. */
function placed(
  parts: readonly string[],
  places: ReadonlyMap<string, (readonly number[])[]>,
): readonly number[] | undefined {
  const at = new Set<number>();
  const choices = (part: string): readonly (readonly number[])[] => places.get(part) ?? [];
  for (const part of [...parts].sort((a, b) => choices(a).length - choices(b).length)) {
    const free = choices(part).find((span) => span.every((i) => !at.has(i)));
    if (!free) return undefined;
    for (const i of free) at.add(i);
  }
  return [...at].sort((a, b) => a - b);
}

const rankOf = (subject: Subject): number => (subject.passages.length > 0 ? 0 : 1);

/** A Latin word says about as much as two Han characters. */
export const sizeOf = (question: readonly Unit[], at: readonly number[]): number =>
  at.reduce((sum, i) => sum + (question[i]?.han ? 1 : 2), 0);
