/** What a picture costs: its time beside vega-lite's, and what it takes from everybody else in the process. */
import { INSTALLED } from "../bot.ts";
import { startChild } from "../child.ts";
import type { Drawn } from "../children/drawings.ts";
import { atMost, below, type Figure } from "../figure.ts";

export async function chart(): Promise<readonly Figure[]> {
  const ours = await startChild("chart", {}, INSTALLED);
  const before = await ours.usage();
  const drawn = await ours.ask<Drawn>("draw");
  const after = await ours.usage();
  await ours.stop();
  const vega = await startChild("vega", {});
  const other = await vega.ask<Drawn>("draw");
  await vega.stop();
  const against = "the same picture by vega-lite and resvg";
  return [
    atMost(0.7, { name: "chart", value: drawn.median, unit: "ms", against, yardstick: other.median }),
    below(1000, { name: "chart.first", value: drawn.first, unit: "ms" }),
    below(12, { name: "chart.block", value: drawn.held, unit: "ms" }),
    below(120, { name: "chart.memory", value: after.resident - before.resident, unit: "MiB" }),
  ];
}
