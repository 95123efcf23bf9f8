/** Without vowels and look-alikes, so that a generated name spells no word (k8s.io/apimachinery/pkg/util/rand). */
const LETTERS = "bcdfghjklmnpqrstvwxz2456789";

/** A name for an object that only gave a prefix: "web-7d4b9-" becomes "web-7d4b9-x2k8p", never over 63 characters. */
export function generatedName(prefix: string): string {
  const suffix = Array.from({ length: 5 }, () => LETTERS[Math.floor(Math.random() * LETTERS.length)]);
  return prefix.slice(0, 58) + suffix.join("");
}
