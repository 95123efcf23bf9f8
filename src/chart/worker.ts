/** Draws, one chart after another, in a thread of its own: an answer to somebody else never waits for a picture. */
import { fileURLToPath } from "node:url";
import { parentPort } from "node:worker_threads";
import { createCanvas, GlobalFonts } from "@napi-rs/canvas";
import { Chart, Legend, LinearScale, LineController, LineElement, PointElement, Title } from "chart.js";
import type { Asked, Drawn } from "./index.ts";
import { unpack } from "./packed.ts";
import { FONT, FONTS, picture, SIZE } from "./picture.ts";
import { png } from "./png.ts";
import type { Pen } from "./words.ts";

Chart.register(Legend, LinearScale, LineController, LineElement, PointElement, Title);
for (const [i, file] of ["noto-sans-sc.woff2", "noto-emoji.woff2"].entries()) {
  const path = fileURLToPath(new URL(`../fonts/${file}`, import.meta.url));
  if (!GlobalFonts.registerFromPath(path, FONTS[i])) throw new Error(`the font ${file} cannot be read`);
}

/** One for all: the memory behind a canvas is the native part's, which no collection of garbage sees. */
const canvas = createCanvas(SIZE.width, SIZE.height);
const ctx = canvas.getContext("2d");

const box = (text: string) => {
  ctx.font = `${FONT.size}px ${FONT.family}`;
  return ctx.measureText(text);
};
const shape = (sign: string): string => {
  const { width, actualBoundingBoxAscent, actualBoundingBoxRight } = box(sign);
  return `${width} ${actualBoundingBoxAscent} ${actualBoundingBoxRight}`;
};
/** Nothing tells which characters a font has. But what it lacks it draws like a code point that no font has. */
const missing = shape("\u{10fffd}");
const known = new Map<string, boolean>();
const pen: Pen = {
  width: (text) => box(text).width,
  knows(sign) {
    const answer = known.get(sign) ?? shape(sign) !== missing;
    known.set(sign, answer);
    return answer;
  },
};

parentPort?.on("message", ({ id, chart }: Asked) => {
  // chart.js is typed for a browser's canvas; of that it uses what this one has.
  const drawing = new Chart(ctx, picture(unpack(chart), pen));
  const drawn: Drawn = { id, png: png(canvas.data(), SIZE.width, SIZE.height) };
  drawing.destroy();
  parentPort?.postMessage(drawn);
});
