/**
 * Charts as pictures in the message itself. Slack shows an uploaded file in an image block (docs.slack.dev, slack file
 * object), but only once it has looked at it, which takes a moment and is announced to nobody who may not read files. So the
 * message is sent, and when Slack refuses the picture, once more a little later (post.ts). Where it refuses for good, the
 * chart stands there as text, and the picture follows as a file.
 */
import { z } from "zod";
import type { Chart } from "../../../core/chart.ts";
import type { Reply } from "../../../core/reply.ts";
import type { Spill } from "../draw/fit.ts";
import type { Log } from "../ports.ts";
import { SlackFailure } from "./errors.ts";
import { upload } from "./files.ts";
import type { Lanes } from "./lanes.ts";
import type { Network } from "./network.ts";

/** @returns a PNG */
export type DrawChart = (chart: Chart) => Promise<Uint8Array>;

/** Ids of uploaded files. */
export type Pictures = ReadonlyMap<Chart, string>;

export interface Drawings {
  readonly pictures: Pictures;
  /** The same as files of their own. */
  readonly files: readonly Spill[];
}

interface Tools {
  readonly lanes: Lanes;
  readonly network: Network;
  readonly drawChart: DrawChart | undefined;
  readonly log: Log;
}

/** Never throws: a chart that cannot be drawn or uploaded is text. Undefined where there is no picture at all. */
export async function uploadPictures(tools: Tools, { body, live }: Reply): Promise<Drawings | undefined> {
  const { drawChart } = tools;
  const charts = body.flatMap((block) => ("chart" in block ? [block.chart] : []));
  if (charts.length === 0 || live || drawChart === undefined) return undefined;
  const uploaded = await Promise.all(charts.map((chart) => one(tools, drawChart, chart)));
  const found = uploaded.filter((each) => each !== undefined);
  if (found.length === 0) return undefined;
  return {
    pictures: new Map(found.map(({ chart, id }) => [chart, id])),
    files: found.map(({ spill }) => spill),
  };
}

async function one(tools: Tools, drawChart: DrawChart, chart: Chart) {
  try {
    const spill = { name: fileName(chart.title), content: await drawChart(chart) };
    const id = await upload(tools, spill);
    // Shared with nobody yet: the message that shows it does that.
    const files = [{ id, title: chart.title.slice(0, 200) }];
    await tools.lanes.call("files.completeUploadExternal", { files }, z.unknown());
    return { chart, id, spill };
  } catch (error) {
    const why = error instanceof SlackFailure ? { method: error.method, code: error.code } : { err: error };
    tools.log.warn(why, "a chart is shown as text, because its picture could not be made");
    return undefined;
  }
}

/** "CPU of deploy/web" → cpu-of-deploy-web.png */
const fileName = (title: string): string =>
  `${
    title
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, "-")
      .replace(/^-+|-+$/g, "")
      .slice(0, 60) || "chart"
  }.png`;
