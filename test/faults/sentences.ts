/** What every answer to a bad request is: one sentence that a person understands, and that leaves no hole. */
import { expect } from "vitest";

/** @param answer as the terminal draws it */
export function expectOneSentence(answer: string | undefined): void {
  const title = answer?.split("\n")[0] ?? "";
  expect(title).toMatch(/^[✗!] \S.*[.?]$/);
  expect(title.length).toBeLessThan(300);
  // Forgotten values, and a word that is not there: "no kind called .", "There is no  in shop."
  expect(title).not.toMatch(/undefined|\bnull\b|\bNaN\b|\[object|\bError:|[^.!?] {2}|\s[.,]/);
}
