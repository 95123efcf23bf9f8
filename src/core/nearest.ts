import { distance } from "fastest-levenshtein";

/** Nothing that people can mean is longer, and comparing takes time in the product of both lengths. */
const LONGEST = 253;

/**
 * The known words that somebody may have meant, best first, three at most. A word is near when it starts alike or when a
 * third of its letters at most are wrong; farther ones would be guesses, and a wrong guess is worse than none.
 */
export function nearest(word: string, known: readonly string[]): readonly string[] {
  if (word.length > LONGEST) return [];
  const wanted = word.toLowerCase();
  return known
    .map((candidate) => ({ candidate, away: apart(wanted, candidate.toLowerCase()) }))
    .filter(({ candidate, away }) => away <= Math.max(1, Math.floor(Math.max(wanted.length, candidate.length) / 3)))
    .sort((a, b) => a.away - b.away || a.candidate.localeCompare(b.candidate))
    .slice(0, 3)
    .map(({ candidate }) => candidate);
}

function apart(wanted: string, candidate: string): number {
  if (wanted.length >= 2 && candidate.startsWith(wanted)) return 0.5;
  return letters(wanted) === letters(candidate) ? 1 : distance(wanted, candidate);
}

/** "gte" is "get" with two letters swapped, the commonest slip on a phone: one mistake, where Levenshtein counts two. */
const letters = (word: string): string => word.split("").sort().join("");
