/** The yardstick: the same picture by vega-lite and resvg, of the same size and on the same ground. */
import { Resvg } from "@resvg/resvg-js";
import { parse, View } from "vega";
import { compile } from "vega-lite";
import { PALETTE } from "../../../src/chart/palette.ts";
import { SIZE } from "../../../src/chart/picture.ts";
import { pictureOf } from "../picture.ts";
import { drawings } from "./drawings.ts";
import { report } from "./report.ts";

async function draw(turn: number): Promise<Uint8Array> {
  const { lines, title, levels, marks } = pictureOf(turn);
  const values = lines.flatMap(({ name, points }) => points.map(({ at, value }) => ({ name, at, value })));
  const line = {
    mark: { type: "line" as const },
    encoding: {
      x: { field: "at", type: "temporal" as const },
      y: { field: "value", type: "quantitative" as const },
      color: { field: "name", type: "nominal" as const },
    },
  };
  const rules = [
    {
      data: { values: levels },
      mark: "rule" as const,
      encoding: { y: { field: "value", type: "quantitative" as const } },
    },
    { data: { values: marks }, mark: "rule" as const, encoding: { x: { field: "at", type: "temporal" as const } } },
  ];
  const { spec } = compile({
    ...{ title, width: SIZE.width - 120, height: SIZE.height - 80, background: PALETTE.ground },
    data: { values },
    layer: [line, ...rules],
  });
  const view = new View(parse(spec), { renderer: "none" });
  const svg = await view.toSVG();
  view.finalize();
  return new Resvg(svg, { fitTo: { mode: "width", value: SIZE.width } }).render().asPng();
}
drawings(draw);
report(0);
