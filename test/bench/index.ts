/**
 * `npm run bench`: a table. `npm run -s bench -- --json`: one object a line. `-- --smoke`: little of everything, judged
 * by nobody. `-- --only logs`: one family. `-- --cluster real|embedded`.
 */
import { parseArgs } from "node:util";
import { startBenchCluster } from "./cluster.ts";
import type { Effort, Figure } from "./figure.ts";
import { round } from "./figure.ts";
import { ack } from "./figures/ack.ts";
import { endToEnd } from "./figures/end-to-end.ts";
import { lists } from "./figures/lists.ts";
import { logs } from "./figures/logs.ts";

const FAMILIES = { ack, endToEnd, lists, logs } as const;

const { values } = parseArgs({
  options: {
    json: { type: "boolean" },
    smoke: { type: "boolean", default: false },
    only: { type: "string" },
    cluster: { type: "string" },
  },
});
const chosen = Object.entries(FAMILIES).filter(([name]) => values.only === undefined || name === values.only);
if (chosen.length === 0) throw new Error(`--only takes one of ${Object.keys(FAMILIES).join(", ")}`);

const cluster = await startBenchCluster(values.smoke, values.cluster);
const effort: Effort = { smoke: values.smoke, cluster };
if (!values.json)
  console.log(
    `Cluster: ${cluster.real ? "a real kube-apiserver" : "the embedded one"}${values.smoke ? " (a smoke run: not worth reading)" : ""}\n`,
  );
for (const [, family] of chosen) {
  for (const figure of await family(effort)) print(figure);
}
await cluster.stop();
process.exit(0); // kept-alive connections of the yardsticks would hold us for a while

function print({ name, value, unit, against, ratio, goal, met }: Figure): void {
  if (values.json)
    return console.log(JSON.stringify({ name, value: round(value), unit, against, ratio: round(ratio), goal, met }));
  const figures = `${round(value)} ${unit}`.padEnd(16);
  console.log(
    `${met ? "✓" : "✗"} ${name.padEnd(18)} ${figures} ${`${round(ratio)} ×`.padEnd(11)} ${goal.padEnd(18)} ${against}`,
  );
}
