/**
 * Which lines of a log are wanted. Literal text is looked for among the bytes. A pattern runs on RE2, in time linear in
 * the line: with JavaScript's own engine `^(a+)+$` stops the process for fifteen seconds over one line of 29 letters.
 */
import { performance } from "node:perf_hooks";
import { setImmediate } from "node:timers/promises";
import { RE2JS } from "re2js";
import type { LogQuery } from "../../core/cluster.ts";
import { Failure } from "../../core/failure.ts";
import { say } from "../../core/text.ts";
import { requiredTexts } from "./required.ts";
import { textStart } from "./times.ts";

/** Calls `found` with where each wanted line begins and ends in a block of whole lines. The line break is not part of it. */
export type Grep = (block: Buffer, found: (start: number, end: number) => void) => void | Promise<void>;

const NEWLINE = 10;

/** @throws Failure "bad-argument" for a pattern that is none, or that would take too long */
export function grepFor(query: LogQuery["grep"]): Grep {
  if (query === undefined || ("literal" in query && query.literal === "")) return everyLine;
  return "literal" in query ? literal(query.literal) : pattern(query.pattern);
}

const everyLine: Grep = (block, found) => {
  for (let start = 0, end: number; start < block.length; start = end + 1) {
    end = block.indexOf(NEWLINE, start);
    found(start, end);
  }
};

function literal(text: string): Grep {
  if (text.includes("\n")) throw refuse("a line holds no line break");
  const wanted = Buffer.from(text);
  return (block, found) => {
    for (let at = block.indexOf(wanted); at >= 0; ) {
      const start = block.lastIndexOf(NEWLINE, at) + 1;
      const end = block.indexOf(NEWLINE, at);
      const from = textStart(block, start, end);
      if (at >= from) found(start, end);
      // Found in the timestamp: the text itself may hold it still.
      at = block.indexOf(wanted, at >= from ? end : from);
    }
  };
}

const LONGEST_PATTERN = 256;
/** a{1000} thirty times over takes half a second to compile. */
const MOST_REPEATS = 100;
const LARGEST_PROGRAM = 500;
/** A character costs RE2 up to its whole program, so of a long line only so much is searched: 0.1 s at the very worst. */
const STEPS = 200_000;
/** Milliseconds after which others get their turn, and after which the search is given up. */
const TURN = 20;
const PATIENCE = 15_000;

function pattern(source: string): Grep {
  const compiled = compile(source);
  const searched = Math.floor(STEPS / compiled.programSize());
  let spent = 0;
  const next = lineWith(requiredTexts(source).map((text) => Buffer.from(text)));
  return async (block, found) => {
    let turn = performance.now();
    for (let start = next(block, 0), end: number; start >= 0; start = next(block, end + 1)) {
      end = block.indexOf(NEWLINE, start);
      const from = textStart(block, start, end);
      if (compiled.test(block.toString("utf8", from, Math.min(end, from + searched)))) found(start, end);
      if (performance.now() - turn < TURN) continue;
      spent += performance.now() - turn;
      if (spent > PATIENCE) throw tooSlow(source);
      await setImmediate();
      turn = performance.now();
    }
    spent += performance.now() - turn;
  };
}

/** Where the next line begins that holds all of these texts; -1 when there is none. The rarest of them leads. */
function lineWith(texts: readonly Buffer[]) {
  return (block: Buffer, at: number): number => {
    for (let start = at; start < block.length; ) {
      let furthest = start;
      for (const text of texts) {
        const found = block.indexOf(text, furthest);
        if (found < 0) return -1;
        furthest = Math.max(furthest, block.lastIndexOf(NEWLINE, found) + 1);
      }
      if (furthest === start) return start;
      start = furthest;
    }
    return -1;
  };
}

function compile(source: string): RE2JS {
  if (source.length > LONGEST_PATTERN) throw refuse(`a pattern has at most ${LONGEST_PATTERN} characters`);
  const repeats = [...source.matchAll(/\{(\d+)(?:,(\d*))?\}/g)].flatMap(([, least, most]) => [
    Number(least),
    Number(most),
  ]);
  if (repeats.some((count) => count > MOST_REPEATS)) throw refuse(`a pattern repeats at most ${MOST_REPEATS} times`);
  let compiled: RE2JS;
  try {
    compiled = RE2JS.compile(source);
  } catch (error) {
    throw refuse(error instanceof Error ? error.message : String(error));
  }
  if (compiled.programSize() > LARGEST_PROGRAM) throw refuse("the pattern is too large; repeat less");
  return compiled;
}

const refuse = (problem: string): Failure<"bad-argument"> =>
  new Failure("bad-argument", {
    command: "logs",
    argument: "pattern",
    problem,
    usage: "Patterns: RE2 syntax, such as 5\\d\\d|timeout",
  });

const tooSlow = (source: string): Failure<"refused"> =>
  new Failure("refused", {
    because: say`Searching so much log for ${source} takes too long. Search for plain text, or say since when.`,
  });
