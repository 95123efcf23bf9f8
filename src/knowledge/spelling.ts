import { distance } from "fastest-levenshtein";
import type { Unit } from "./tokens.ts";

/** Puts slips of the fingers right: an unknown Latin word becomes the known word that it is one or two letters away from. */
export class Spelling {
  readonly #known: ReadonlySet<string>;
  /** By first letter: people rarely get that one wrong, and it keeps the comparison short. */
  #byFirst: ReadonlyMap<string, readonly string[]> | undefined;

  constructor(known: readonly string[]) {
    this.#known = new Set(known);
  }

  /** Returns the unit itself when it is known, short, Chinese, or like nothing that is known. */
  correct(unit: Unit): Unit {
    const word = unit.text;
    if (unit.han || word.length < 4 || /\d/.test(word) || this.#known.has(word)) return unit;
    this.#byFirst ??= Map.groupBy(this.#known, (known) => known.charAt(0));
    let best: string | undefined;
    let least = 1 + (word.length < 8 ? 1 : 2);
    for (const candidate of this.#byFirst.get(word.charAt(0)) ?? []) {
      if (candidate.length < 5 || Math.abs(candidate.length - word.length) >= least) continue;
      const swap = swapped(word, candidate);
      // Short words have too many neighbours: chair is not a misspelt chain, but istoi is istio.
      if (word.length < 7 && !swap && word.at(-1) !== candidate.at(-1)) continue;
      const away = swap ? 1 : distance(word, candidate);
      if (away < least) [best, least] = [candidate, away];
    }
    return best === undefined ? unit : { ...unit, text: best };
  }
}

/** Two letters in the wrong order are one slip, though an edit distance counts two. */
function swapped(a: string, b: string): boolean {
  if (a.length !== b.length) return false;
  const at = a.split("").findIndex((letter, i) => letter !== b[i]);
  return at >= 0 && a[at] === b[at + 1] && a[at + 1] === b[at] && a.slice(at + 2) === b.slice(at + 2);
}
