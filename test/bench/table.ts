/**
 * Writes the figures of one run into docs/performance.md:
 * `npm run -s bench -- --json > figures.jsonl`, then `node test/bench/table.ts < figures.jsonl`.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { cpus, totalmem } from "node:os";
import { text } from "node:stream/consumers";
import type { Figure } from "./figure.ts";

const PAGE = new URL("../../docs/performance.md", import.meta.url);
const [BEGIN, END] = ["<!-- figures -->", "<!-- /figures -->"];

const lines = (await text(process.stdin)).split("\n").filter((line) => line.startsWith("{"));
const figures = lines.map((line) => JSON.parse(line) as Figure);

const row = ({ name, value, unit, against, ratio, goal, met }: Figure) => [
  `\`${name}\``,
  `${value} ${unit}`,
  against.replaceAll("|", "\\|"),
  `${ratio} ×`,
  goal,
  met ? "yes" : "**no**",
];
const table = [["figure", "measured", "against", "ratio", "goal", "met"], Array(6).fill("---"), ...figures.map(row)]
  .map((cells) => `| ${cells.join(" | ")} |`)
  .join("\n");
const when = new Date().toISOString().slice(0, 10);
const machine = `${cpus().length} cores (${cpus()[0]?.model.trim()}), ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.versions.node}`;

const page = readFileSync(PAGE, "utf8");
const [before, after] = [page.slice(0, page.indexOf(BEGIN)), page.slice(page.indexOf(END))];
writeFileSync(PAGE, `${before}${BEGIN}\nMeasured on ${when}: ${machine}.\n\n${table}\n${after}`);
