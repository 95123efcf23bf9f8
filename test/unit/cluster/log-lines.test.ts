import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { grepFor } from "../../../src/cluster/logs/grep.ts";
import { createLines } from "../../../src/cluster/logs/lines.ts";
import { createPosition } from "../../../src/cluster/logs/resume.ts";
import { createTail } from "../../../src/cluster/logs/tail.ts";
import { sortable } from "../../../src/cluster/logs/times.ts";
import { failure } from "./support.ts";

/** Cuts bytes into chunks of the given sizes, over and over. */
function* chunked(bytes: Buffer, sizes: readonly number[]): Generator<Buffer> {
  for (let at = 0, i = 0; at < bytes.length; i++) {
    const size = sizes[i % sizes.length] ?? 1;
    yield bytes.subarray(at, at + size);
    at += size;
  }
}
const sizes = fc.array(fc.integer({ min: 1, max: 30 }), { minLength: 1 });
const text = fc
  .array(fc.constantFrom("a", "b", "\n", "\n", "ü", "ERROR", " "), { maxLength: 60 })
  .map((parts) => parts.join(""));

describe("blocks of lines", () => {
  const blocksOf = (bytes: Buffer, sizes: readonly number[]): readonly Buffer[] => {
    const lines = createLines();
    return [...[...chunked(bytes, sizes)].flatMap((chunk) => lines.push(chunk)), ...lines.end()];
  };

  test("hold every byte in order, however it arrives, and end with a line break each", () => {
    fc.assert(
      fc.property(text, sizes, (text, sizes) => {
        const blocks = blocksOf(Buffer.from(text), sizes);
        expect(Buffer.concat(blocks).toString()).toBe(text === "" || text.endsWith("\n") ? text : `${text}\n`);
        for (const block of blocks) expect(block.at(-1)).toBe(10);
      }),
    );
  });

  test("cut a line that is too long, and go on with the next", () => {
    const bytes = Buffer.from(`first\n${"x".repeat(1_000_000)}\nlast\n`);
    for (const size of [1000, 65_536]) {
      const lines = Buffer.concat(blocksOf(bytes, [size]))
        .toString()
        .split("\n");
      expect(lines.map(({ length }) => length)).toEqual([5, 256 * 1024, 4, 0]);
    }
  });
});

describe("grep", () => {
  const grep = async (query: Parameters<typeof grepFor>[0], block: string): Promise<readonly string[]> => {
    const bytes = Buffer.from(block);
    const found: string[] = [];
    await grepFor(query)(bytes, (start, end) => void found.push(bytes.toString("utf8", start, end)));
    return found;
  };

  test("finds the lines that hold the words, as a plain search would", async () => {
    const stamp = fc.constantFrom("2026-11-23T08:00:00.000000000Z ", "2026-11-23T08:00:00Z ", "");
    const wanted = fc.constantFrom("a", "ab", "ERROR", "ü", "2026", "T08", " ", "");
    const lines = fc.array(
      fc.tuple(
        stamp,
        text.map((text) => text.replaceAll("\n", "")),
      ),
    );
    await fc.assert(
      fc.asyncProperty(lines, wanted, async (lines, literal) => {
        const block = lines.map(([stamp, text]) => `${stamp}${text}\n`).join("");
        const expected = lines.filter(([, text]) => text.includes(literal)).map(([stamp, text]) => stamp + text);
        expect(await grep({ literal }, block)).toEqual(expected);
      }),
    );
  });

  test("finds the lines that match a pattern, each by itself", async () => {
    const block = "GET /a 200\nGET /b 503\nPOST /c 500 x\n";
    expect(await grep({ pattern: "5\\d\\d$" }, block)).toEqual(["GET /b 503"]);
    expect(await grep({ pattern: "^(GET|PUT)" }, block)).toEqual(["GET /a 200", "GET /b 503"]);
    expect(await grep({ pattern: "200[^x]*503" }, block)).toEqual([]);
    expect(await grep({ pattern: "(?i)post" }, block)).toEqual(["POST /c 500 x"]);
  });

  test("is not stopped by a pattern that would stop JavaScript's own engine", async () => {
    expect(await grep({ pattern: "^(a+)+$" }, `${"a".repeat(30)}!\n${"a".repeat(30)}\n`)).toEqual(["a".repeat(30)]);
  });

  test.each(["(", "a{2,1}", "a{101}", "x".repeat(257), "(a{90}){90}", "\\pX"])("refuses the pattern %s", (pattern) => {
    expect(() => grepFor({ pattern })).toThrow(failure("bad-argument", { argument: "pattern" }));
  });

  test("refuses words that no line can hold", () => {
    expect(() => grepFor({ literal: "a\nb" })).toThrow(failure("bad-argument"));
  });
});

test("the end of a log is its last lines, however they arrive", () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 9 })), fc.integer({ min: 1, max: 5 }), (sizes, keep) => {
      const tail = createTail("web-1", keep);
      let count = 0;
      for (const size of sizes) {
        const lines = Array.from({ length: size }, () => `2026-11-23T08:00:00Z line ${count++}\r\n`);
        const ends = lines.map((_, i) => lines.slice(0, i + 1).join("").length);
        tail.add(
          Buffer.from(lines.join("")),
          ends.flatMap((end, i) => [ends[i - 1] ?? 0, end - 1]),
        );
      }
      expect(tail.matched).toBe(count);
      const last = Array.from({ length: count }, (_, i) => `line ${i}`).slice(-keep);
      expect(tail.lines.map(({ text }) => text)).toEqual(last);
    }),
  );
});

test("timestamps sort as the moments do, whatever their digits and zone", () => {
  const inOrder = [
    "2026-11-23T08:00:00Z",
    "2026-11-23T08:00:00.000000001Z",
    "2026-11-23T08:00:00.5Z",
    "2026-11-23T09:00:00.6+01:00",
    "2026-11-23T03:00:00.700000000-05:00",
    "2026-11-23T08:00:01Z",
  ];
  expect(inOrder.toSorted((a, b) => (sortable(a) < sortable(b) ? -1 : 1))).toEqual(inOrder);
  expect(sortable("2026-11-23T08:00:00.5Z")).toBe(sortable("2026-11-23T08:00:00.500000000Z"));
  expect(sortable("yesterday")).toBe("");
});

test("a log that is opened again shows each line once, wherever it was cut", () => {
  // Several lines share one moment, and the server sends that moment again as a whole.
  const log = fc
    .array(fc.integer({ min: 0, max: 5 }), { maxLength: 30 })
    .map((seconds) => seconds.toSorted((a, b) => a - b).map((second, i) => `2026-11-23T08:00:0${second}Z line ${i}\n`));
  fc.assert(
    fc.property(log, fc.array(fc.integer({ min: 0, max: 12 })), sizes, (log, cuts, sizes) => {
      const position = createPosition();
      let seen = "";
      for (const cut of [...cuts, log.length, log.length]) {
        const from = position.time === "" ? 0 : log.findIndex((line) => line.startsWith(position.time));
        const sent = log.slice(from, from + cut);
        for (let at = 0, i = 0; at < sent.length; i++) {
          const size = sizes[i % sizes.length] ?? 1;
          seen += position.fresh(Buffer.from(sent.slice(at, at + size).join(""))).toString();
          at += size;
        }
        position.reopen();
      }
      expect(seen).toBe(log.join(""));
    }),
  );
});
