/** The charts of docs/prometheus.md are what is drawn today, and the page says what they show. */
import { readFileSync } from "node:fs";
import { createCanvas, loadImage } from "@napi-rs/canvas";
import { afterAll, expect, test } from "vitest";
import { createCharts } from "../../src/chart/index.ts";
import { plain } from "../../src/core/text.ts";
import { CHARTS, fileOf } from "./charts.ts";

const charts = createCharts();
afterAll(() => charts.close());
const PAGE = readFileSync("docs/prometheus.md", "utf8");

async function pixels(png: Uint8Array): Promise<Uint8ClampedArray> {
  const image = await loadImage(Buffer.from(png));
  const ctx = createCanvas(image.width, image.height).getContext("2d");
  ctx.drawImage(image, 0, 0);
  return ctx.getImageData(0, 0, image.width, image.height).data;
}

test.each(Object.entries(CHARTS))("%s", async (name, chart) => {
  const [kept, drawn] = await Promise.all([pixels(readFileSync(fileOf(name))), pixels(await charts.draw(chart))]);
  expect(drawn.length).toBe(kept.length);
  // Other machines round the edges of letters a little differently.
  const other = drawn.filter((part, i) => Math.abs(part - (kept[i] ?? 0)) > 64).length;
  expect(other / drawn.length, "node test/docs/charts.ts draws them anew").toBeLessThan(0.002);
  expect(PAGE).toContain(`(charts/${name}.png)`);
});

test.each(["line", "limits"])("what %s shows stands below it", (name) => {
  expect(PAGE).toContain(`*${plain(CHARTS[name]?.words ?? { literals: [""], values: [] })}.*`);
});
