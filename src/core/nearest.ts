import { distance } from "fastest-levenshtein";

/**
 * The known words that somebody may have meant, best first, three at most. A word is near when it starts alike or when a
 * third of its letters at most are wrong; farther ones would be guesses, and a wrong guess is worse than none.
 */
export function nearest(word: string, known: readonly string[]): readonly string[] {
  const wanted = word.toLowerCase();
  return known
    .map((candidate) => ({ candidate, away: apart(wanted, candidate.toLowerCase()) }))
    .filter(({ candidate, away }) => away <= Math.max(1, Math.floor(Math.max(wanted.length, candidate.length) / 3)))
    .sort((a, b) => a.away - b.away || a.candidate.localeCompare(b.candidate))
    .slice(0, 3)
    .map(({ candidate }) => candidate);
}

const apart = (wanted: string, candidate: string): number =>
  wanted.length >= 2 && candidate.startsWith(wanted) ? 0.5 : distance(wanted, candidate);
