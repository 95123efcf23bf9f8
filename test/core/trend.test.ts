/** What a chart shows, in a sentence; and its numbers for a spreadsheet. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Chart, ChartLine, Mark } from "../../src/core/chart.ts";
import { csv } from "../../src/core/csv.ts";
import { plain, say } from "../../src/core/text.ts";
import { trend } from "../../src/core/trend.ts";

const MINUTE = 60_000;
const from = Date.UTC(2026, 10, 28, 9, 0);
const range = { from, to: from + 60 * MINUTE };
const line = (value: (i: number) => number, name = "", count = 60): ChartLine => ({
  name,
  points: Array.from({ length: count }, (_, i) => ({ at: from + i * MINUTE, value: value(i) })),
});
const told = (lines: readonly ChartLine[], marks: readonly Mark[] = [], unit: Chart["unit"] = "cores"): string =>
  plain(trend({ unit, range, lines, marks }));
/** The same at each run. */
const noise = (i: number): number => ((i * 7919) % 13) / 13 - 0.5;

describe("the sentence", () => {
  test.each([
    ["steady", (i: number) => 0.2 + noise(i) * 0.02, /^steady at about 20\dm$/],
    ["zero", () => 0, /^steady at about 0m$/],
    ["doubled", (i: number) => (i < 20 ? 0.2 : 0.4) + noise(i) * 0.02, /^doubled, from 2\d\dm to 4\d\dm at 09:20 UTC$/],
    ["halved", (i: number) => (i < 20 ? 0.4 : 0.2), /^halved, from 400m to 200m at 09:20 UTC$/],
    ["rose", (i: number) => (i < 45 ? 0 : 1), /^rose from 0m to 1000m at 09:45 UTC$/],
    [
      "a spike that passed",
      (i: number) => (i === 30 || i === 31 ? 3 : 1),
      /^between 1000m and 3000m, without a lasting/,
    ],
    ["a leak", (i: number) => 0.2 + i * 0.01, /^rose all the time, from 2\d\dm to 7\d\dm$/],
    ["a way down", (i: number) => 1 - i * 0.01 + noise(i) * 0.05, /^fell all the time, from 9\d\dm to 4\d\dm$/],
    ["only noise", (i: number) => 1 + noise(i), /^between \d+m and \d+m, without a lasting change$/],
  ])("%s", (_, value, words) => expect(told([line(value)])).toMatch(words));

  test.each([
    [[{ name: "revision 14", at: from + 18 * MINUTE }], /, 2m after revision 14$|, 120s after revision 14$/],
    [[{ name: "3 to 6 pods", at: from + 20 * MINUTE }], /, right after 3 to 6 pods$/],
    [[{ name: "revision 14", at: from + 2 * MINUTE }], /at 09:20 UTC$/],
    [[{ name: "revision 15", at: from + 40 * MINUTE }], /at 09:20 UTC$/],
  ])("names what happened shortly before: %j", (marks, words) => {
    expect(told([line((i) => (i < 20 ? 0.2 : 0.4))], marks)).toMatch(words);
  });

  test("of several lines it speaks of the one that changed most, and never of another day's", () => {
    const lines = [
      line(() => 1, "in"),
      line((i) => (i < 30 ? 1 : 9), "out"),
      { ...line((i) => (i < 30 ? 1 : 99), "out, 1d ago"), earlier: true },
    ];
    expect(told(lines, [], "1/s")).toBe("out rose from 1/s to 9/s at 09:30 UTC");
  });

  test("nothing measured, and few points", () => {
    expect(told([])).toBe("nothing was measured");
    expect(told([line(() => 1, "", 2)])).toBe("steady at about 1000m");
  });

  test("whatever the numbers, it is one sentence without NaN", () => {
    fc.assert(
      fc.property(fc.array(fc.double({ noNaN: true, noDefaultInfinity: true })), (values) => {
        const said = told([line((i) => values[i] ?? 0, "", values.length)], [], "number");
        expect(said).not.toMatch(/NaN|undefined|\n/);
        expect(said.length).toBeGreaterThan(5);
      }),
    );
  });
});

describe("as CSV", () => {
  const chart = (...lines: readonly ChartLine[]): Chart => ({
    ...{ title: "", unit: "cores", range, levels: [], marks: [], words: say`` },
    lines,
  });

  test("one row for each moment, empty where one line has nothing", () => {
    const gappy = { name: "b", points: [{ at: from + MINUTE, value: 2 }] };
    expect(
      csv(
        chart(
          line((i) => i / 4, "a", 2),
          gappy,
        ),
      ),
    ).toBe("time,a,b\n2026-11-28T09:00:00.000Z,0,\n2026-11-28T09:01:00.000Z,0.25,2");
  });

  test("no name can break out of its cell, or run in a spreadsheet", () => {
    const [head] = csv(
      chart(
        line(() => 1, '=cmd|"x",1', 1),
        line(() => 1, "a,b", 1),
        line(() => 1, "", 1),
      ),
    ).split("\n");
    expect(head).toBe(`time,"'=cmd|""x"",1","a,b",cores`);
  });
});
