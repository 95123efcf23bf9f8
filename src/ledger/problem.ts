/** Why the ledger cannot be opened, in words for whoever starts the bot. It does not start without one. */
export class LedgerProblem extends Error {
  constructor(problem: string, cause?: unknown) {
    super(problem, { cause });
    this.name = "LedgerProblem";
  }
}

/** SQLite's primary result codes (sqlite.org/rescode.html), as far as opening a file can meet them. */
const WORDS: Readonly<Record<number, string>> = {
  5: "another kubemate has it open; a second one needs a file of its own",
  8: "it is read-only; mount its folder writable for the user that kubemate runs as",
  10: "the disk failed while reading or writing it",
  11: "it is damaged; keep it for the record, move it away and start with a new one, or restore a copy",
  13: "the disk is full; make room, because nothing is done that cannot be recorded",
  14: "it cannot be opened; check that its folder exists and is writable for the user that kubemate runs as",
  26: "it is not a ledger; name another file",
};

/** What the file system says before SQLite is asked. */
const SAME: Readonly<Record<string, number>> = { EROFS: 8, EACCES: 14, EPERM: 14, ENOTDIR: 14, EISDIR: 14, ENOSPC: 13 };

/** An error of node:sqlite or of the file system → the same with the fix named. */
export function problem(file: string, error: unknown): LedgerProblem {
  const { errcode, code, message } = error as { errcode?: number; code?: string; message?: string };
  const known = WORDS[(errcode ?? 0) & 0xff] ?? WORDS[SAME[code ?? ""] ?? 0];
  const words = error instanceof LedgerProblem ? error.message : known;
  return new LedgerProblem(`The ledger ${file}: ${words ?? message ?? String(error)}.`, error);
}
