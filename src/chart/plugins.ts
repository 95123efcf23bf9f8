/** What chart.js does not draw by itself. */
import type { Plugin } from "chart.js";
import type { Mark } from "../core/chart.ts";
import { PALETTE } from "./palette.ts";

export const ground: Plugin<"line"> = {
  id: "ground",
  beforeDraw({ ctx, width, height }) {
    ctx.fillStyle = PALETTE.ground;
    ctx.fillRect(0, 0, width, height);
  },
};

/** Between the legend and the highest tick, which chart.js lets touch. @param pixels of it */
export const space = (pixels: number): Plugin<"line"> => ({
  id: "space",
  beforeInit({ legend }) {
    if (!legend) return;
    const fit = legend.fit.bind(legend);
    legend.fit = () => {
      fit();
      legend.height += pixels;
    };
  },
});

/** An upright line where something happened, with a name at its foot, on the side where there is room. */
export const moments = (
  marks: readonly Mark[],
  { family, size }: { readonly family: string; readonly size: number },
): Plugin<"line"> => ({
  id: "moments",
  afterDatasetsDraw({ ctx, chartArea: { top, bottom, right }, scales: { x } }) {
    if (!x) return;
    ctx.save();
    ctx.font = `${size}px ${family}`;
    ctx.lineWidth = 2;
    for (const [i, { name, at }] of marks.entries()) {
      const across = x.getPixelForValue(at);
      ctx.strokeStyle = ctx.fillStyle = PALETTE.text;
      ctx.setLineDash([2, 5]);
      ctx.beginPath();
      ctx.moveTo(across, top);
      ctx.lineTo(across, bottom);
      ctx.stroke();
      ctx.beginPath();
      ctx.moveTo(across, bottom - 13);
      ctx.lineTo(across - 8, bottom);
      ctx.lineTo(across + 8, bottom);
      ctx.fill();
      const { width } = ctx.measureText(name);
      const left = across + width + 16 < right ? across + 12 : across - width - 12;
      const foot = bottom - 14 - (i % 3) * (size + 8); // names of neighbours stand one above the other
      ctx.fillStyle = `${PALETTE.ground}cc`;
      ctx.fillRect(left - 4, foot - size, width + 8, size + 8);
      ctx.fillStyle = PALETTE.text;
      ctx.fillText(name, left, foot);
    }
    ctx.restore();
  },
});
