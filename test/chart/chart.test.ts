/** Charts as pictures: what is drawn, in which colours, and what happens when drawing fails. */
import { createCanvas, loadImage } from "@napi-rs/canvas";
import { afterAll, describe, expect, test } from "vitest";
import { createCharts } from "../../src/chart/index.ts";
import { PALETTE, look } from "../../src/chart/palette.ts";
import { picture, SIZE } from "../../src/chart/picture.ts";
import { ticks } from "../../src/chart/time.ts";
import { drawable, type Pen, shortened } from "../../src/chart/words.ts";
import type { Chart } from "../../src/core/chart.ts";
import { say } from "../../src/core/text.ts";

const MINUTE = 60_000;
const from = Date.UTC(2026, 10, 28, 8, 0);
const range = { from, to: from + 60 * MINUTE };
const points = (value: (i: number) => number, count = 60) =>
  Array.from({ length: count }, (_, i) => ({ at: from + i * MINUTE, value: value(i) }));
const chart = (more: Partial<Chart> = {}): Chart => ({
  ...{ title: "CPU of deploy/web", unit: "cores", range, levels: [], marks: [], words: say`steady` },
  lines: [{ name: "", points: points(() => 0.5) }],
  ...more,
});
/** Ten pixels a letter; it knows what a western font knows. */
const pen: Pen = { width: (text) => text.length * 10, knows: (sign) => /[\p{ASCII}…]/u.test(sign) };

describe("the picture", () => {
  const charts = createCharts();
  afterAll(() => charts.close());

  /** The colours that cover at least so many pixels. */
  async function colours(png: Uint8Array, atLeast: number): Promise<ReadonlySet<string>> {
    const canvas = createCanvas(SIZE.width, SIZE.height);
    const ctx = canvas.getContext("2d");
    ctx.drawImage(await loadImage(Buffer.from(png)), 0, 0);
    const { data } = ctx.getImageData(0, 0, SIZE.width, SIZE.height);
    const counted = new Map<string, number>();
    for (let i = 0; i < data.length; i += 4) {
      if (data[i + 3] !== 255) throw new Error("the ground shines through");
      const colour = `#${[...data.subarray(i, i + 3)].map((part) => part.toString(16).padStart(2, "0")).join("")}`;
      counted.set(colour, (counted.get(colour) ?? 0) + 1);
    }
    return new Set([...counted].filter(([, count]) => count >= atLeast).map(([colour]) => colour));
  }

  test("is an opaque PNG with each line in its colour", async () => {
    const png = await charts.draw(
      chart({ lines: [0.2, 0.5, 0.9].map((value) => ({ name: `web-${value}`, points: points(() => value) })) }),
    );
    expect([...png.subarray(1, 4)]).toEqual([...Buffer.from("PNG")]);
    const seen = await colours(png, 1000);
    expect(seen).toContain(PALETTE.ground);
    for (const i of [0, 1, 2]) expect(seen, `line ${i}`).toContain(look(i).colour);
    expect(seen).not.toContain(look(3).colour);
  });

  test("has a shape for Chinese and for emoji, each of its own, and none for what no font knows", async () => {
    const titled = async (title: string): Promise<string> =>
      Buffer.from(await charts.draw(chart({ title }))).toString("base64");
    const drawn = await Promise.all(["结账", "结算", "🚀", "🔥", "?", "\u{10fffd}", "\u{12000}"].map(titled));
    expect(new Set(drawn.slice(0, 5)).size).toBe(5);
    expect(drawn[5]).toBe(drawn[4]);
    expect(drawn[6]).toBe(drawn[4]);
  });

  test.each([
    ["nothing measured", { lines: [{ name: "", points: [] }] }],
    ["one point", { lines: [{ name: "", points: points(() => 1, 1) }] }],
    ["only zeros", { lines: [{ name: "", points: points(() => 0) }] }],
    ["no line at all", { lines: [] }],
    [
      "a hundred lines",
      { lines: Array.from({ length: 100 }, (_, i) => ({ name: `web-${i}`, points: points(() => i) })) },
    ],
    [
      "a name of a thousand letters",
      {
        lines: [
          { name: "x".repeat(1000), points: points(() => 1) },
          { name: "y", points: points(() => 2) },
        ],
      },
    ],
    ["enormous numbers", { unit: "bytes" as const, lines: [{ name: "", points: points((i) => i * 1e300) }] }],
    ["less than nothing", { unit: "number" as const, lines: [{ name: "", points: points((i) => -i) }] }],
    ["no time at all", { range: { from, to: from } }],
  ])("%s is a picture too", async (_, more) => {
    expect((await charts.draw(chart(more))).length).toBeGreaterThan(1000);
  });

  test("what cannot be drawn is an error, and the next one is drawn again", async () => {
    await expect(charts.draw({ ...chart(), unit: "parsecs" as never })).rejects.toThrow();
    expect((await charts.draw(chart())).length).toBeGreaterThan(1000);
  });

  test("what takes too long is given up, and what waits behind it too", async () => {
    const hasty = createCharts({ patience: 1 });
    const both = await Promise.allSettled([hasty.draw(chart()), hasty.draw(chart())]);
    expect(both.map(({ status }) => status)).toEqual(["rejected", "rejected"]);
    await hasty.close();
  });

  test("after a while without wishes the thread is gone, and comes back for the next", async () => {
    const idle = createCharts({ idle: 20 });
    const first = await idle.draw(chart());
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(Buffer.from(await idle.draw(chart())).equals(first)).toBe(true);
    await idle.close();
    await expect(createCharts().close()).resolves.toBeUndefined();
  });
});

describe("the axes", () => {
  test.each([
    [15, ["08:00", "08:05", "08:10", "08:15"]],
    [60, ["08:00", "08:10", "08:20", "08:30", "08:40", "08:50", "09:00"]],
    [6 * 60, ["08:00", "09:00", "10:00", "11:00", "12:00", "13:00", "14:00"]],
    [36 * 60, ["12:00", "18:00", "Nov 29", "06:00", "12:00", "18:00"]],
    [7 * 24 * 60, ["Nov 29", "Dec 1", "Dec 3", "Dec 5"]],
  ])("%d minutes", (minutes, labels) => {
    expect(ticks({ from, to: from + minutes * MINUTE }).map(({ label }) => label)).toEqual(labels);
  });

  test("numbers are round in the unit that is printed", () => {
    const shown = (unit: Chart["unit"], top: number): string => {
      const { options } = picture(chart({ unit, lines: [{ name: "", points: points(() => top) }] }), pen);
      const callback = options?.scales?.["y"]?.ticks?.callback as (value: number) => string;
      return callback(250);
    };
    expect(shown("cores", 0.5)).toBe("250m");
    expect(shown("bytes", 300 * 2 ** 20)).toBe("250Mi");
    expect(shown("bytes", 300 * 2 ** 30)).toBe("250Gi");
    expect(shown("share", 0.5)).toBe("250%");
    expect(shown("seconds", 0.4)).toBe("250ms");
    expect(shown("seconds", 20)).toBe("250s");
    expect(shown("1/s", 20)).toBe("250/s");
  });

  test("a limit far above the numbers does not press them flat", () => {
    const names = (value: number) =>
      picture(chart({ levels: [{ name: "limit", value }] }), pen).data.datasets.map(({ label }) => label);
    expect(names(1)).toEqual(["", "limit"]);
    expect(names(2)).toEqual([""]);
  });

  test("an outage is a gap, not a line across it", () => {
    const gappy = points(() => 1).filter((_, i) => i < 20 || i > 40);
    const [line] = picture(chart({ lines: [{ name: "", points: gappy }] }), pen).data.datasets;
    expect(line?.spanGaps).toBe(3 * MINUTE);
  });
});

describe("words", () => {
  test("what has no shape becomes a question mark, what is invisible goes", () => {
    expect(drawable("web-1", pen)).toBe("web-1");
    expect(drawable("a\u202eb\u200bc\u0007", pen)).toBe("abc");
    expect(drawable("ⴰx", pen)).toBe("?x");
  });
  test("of a long name the middle goes", () => {
    expect(shortened("web", 100, pen)).toBe("web");
    expect(shortened("web-7d9f8c6b5d-x2x7p", 100, pen)).toBe("web-7…2x7p");
    expect(shortened("web", 1, pen)).toBe("w…");
  });
});

describe("the colours", () => {
  type Rgb = readonly [number, number, number];
  const rgb = (hex: string): Rgb =>
    [1, 3, 5].map((i) => Number.parseInt(hex.slice(i, i + 2), 16) / 255) as unknown as Rgb;
  const linear = (part: number): number => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4);
  const luminance = (hex: string): number => {
    const [r, g, b] = rgb(hex).map(linear) as unknown as Rgb;
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const contrast = (a: string, b: string): number => {
    const [dark = 0, light = 0] = [luminance(a), luminance(b)].toSorted((x, y) => x - y);
    return (light + 0.05) / (dark + 0.05);
  };
  /** Machado, Oliveira and Fernandes 2009, severity 1: how those see who lack one kind of cone. */
  const BLIND: Readonly<Record<string, readonly Rgb[]>> = {
    nobody: [
      [1, 0, 0],
      [0, 1, 0],
      [0, 0, 1],
    ],
    protanopia: [
      [0.152286, 1.052583, -0.204868],
      [0.114503, 0.786281, 0.099216],
      [-0.003882, -0.048116, 1.051998],
    ],
    deuteranopia: [
      [0.367322, 0.860646, -0.227968],
      [0.280085, 0.672501, 0.047413],
      [-0.01182, 0.04294, 0.968881],
    ],
  };
  /** OKLab (bottosson.github.io/posts/oklab): equal distances look equally different. */
  const oklab = (r: number, g: number, b: number): Rgb => {
    const [l, m, s] = [
      0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b,
      0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b,
      0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b,
    ].map(Math.cbrt) as unknown as Rgb;
    return [
      0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
      1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
      0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s,
    ];
  };
  const seenBy = (who: string, hex: string): Rgb => {
    const colour = rgb(hex).map(linear);
    const [r, g, b] = (BLIND[who] ?? []).map((row) =>
      row.reduce((sum, part, i) => sum + part * (colour[i] ?? 0), 0),
    ) as unknown as Rgb;
    return oklab(r, g, b);
  };

  test("stand out from the ground: 3 to 1 for lines, 4.5 to 1 for words (WCAG 1.4.11 and 1.4.3)", () => {
    for (const colour of PALETTE.lines) expect(contrast(colour, PALETTE.ground), colour).toBeGreaterThanOrEqual(3);
    for (const colour of [PALETTE.text, PALETTE.quiet])
      expect(contrast(colour, PALETTE.ground)).toBeGreaterThanOrEqual(4.5);
  });

  test.each(Object.keys(BLIND))("of any two lines differ for %s", (who) => {
    for (const [i, one] of PALETTE.lines.entries())
      for (const other of PALETTE.lines.slice(i + 1)) {
        const [a, b] = [seenBy(who, one), seenBy(who, other)];
        expect(Math.hypot(...a.map((part, k) => part - (b[k] ?? 0))), `${one} ${other}`).toBeGreaterThan(0.06);
      }
  });

  test("and whoever shares a colour has another stroke", () => {
    const looks = Array.from({ length: 12 }, (_, i) => JSON.stringify(look(i)));
    expect(new Set(looks).size).toBe(12);
  });
});
