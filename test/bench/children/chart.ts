/** Draws charts as the bot does, with the bot's flags. */
import { createCharts } from "../../../src/chart/index.ts";
import { pictureOf } from "../picture.ts";
import { drawings } from "./drawings.ts";
import { report } from "./report.ts";

const charts = createCharts();
drawings((turn) => charts.draw(pictureOf(turn)));
report(0);
