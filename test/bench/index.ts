/**
 * `npm run bench`: a table. `npm run -s bench -- --json`: one object a line. `-- --smoke`: little of everything, judged
 * by nobody. `-- --only logs`: one family. `-- --cluster real|embedded`.
 */
import { parseArgs } from "node:util";
import { startBenchCluster } from "./cluster.ts";
import { type Figure, round } from "./figure.ts";
import { ack } from "./figures/ack.ts";
import { chart } from "./figures/chart.ts";
import { connections } from "./figures/connections.ts";
import { demo } from "./figures/demo.ts";
import { embedded } from "./figures/embedded.ts";
import { endToEnd } from "./figures/end-to-end.ts";
import { explain } from "./figures/explain.ts";
import { lists } from "./figures/lists.ts";
import { logs } from "./figures/logs.ts";
import { metrics } from "./figures/metrics.ts";
import { findKubectl } from "./kubectl.ts";

const FAMILIES = { ack, endToEnd, lists, logs, connections, embedded, explain, chart, metrics, demo } as const;

const { values } = parseArgs({
  options: {
    json: { type: "boolean", default: false },
    smoke: { type: "boolean", default: false },
    only: { type: "string" },
    cluster: { type: "string" },
  },
});
const chosen = Object.entries(FAMILIES).filter(([name]) => values.only === undefined || name === values.only);
if (chosen.length === 0) throw new Error(`--only takes one of ${Object.keys(FAMILIES).join(", ")}`);

const cluster = await startBenchCluster(values.smoke, values.cluster);
const kubectl = findKubectl();
if (values.smoke) console.error("A smoke run: every figure is produced, and none is worth reading.");
if (kubectl === undefined) console.error("There is no kubectl here: figures that compare with it are left out.");
try {
  for (const [, family] of chosen)
    for (const figure of await family({ smoke: values.smoke, cluster, kubectl })) print(figure);
} finally {
  await cluster.stop();
}
process.exit(0); // kept-alive connections of the yardsticks would hold us for a while

function print({ name, value, unit, against, ratio, goal, met }: Figure): void {
  if (values.json)
    return console.log(JSON.stringify({ name, value: round(value), unit, against, ratio: round(ratio), goal, met }));
  const measured = `${round(value)} ${unit}`.padEnd(16);
  const judged = values.smoke ? " " : met ? "✓" : "✗";
  console.log(
    `${judged} ${name.padEnd(18)} ${measured} ${`${round(ratio)} ×`.padEnd(10)} ${goal.padEnd(16)} ${against}`,
  );
}
