/** The playground's API server beside the real one: it must not feel slower. */
import { request } from "undici";
import { type BareCalls, bareCalls } from "../bare-calls.ts";
import { startBenchCluster } from "../cluster.ts";
import type { Effort } from "../effort.ts";
import { atMost, type Figure, median } from "../figure.ts";

const PODS = "/api/v1/namespaces/team-3/pods";
const TABLE = ["accept", "application/json;as=Table;g=meta.k8s.io;v=v1,application/json"];
const WEB = "/apis/apps/v1/namespaces/shop/deployments/web";

/** Both are asked in turn. Where no real one can be had there is nothing to compare with. */
export async function embedded({ smoke, cluster }: Effort): Promise<readonly Figure[]> {
  if (cluster.name !== "kube-apiserver") return [];
  const other = await startBenchCluster(smoke, "embedded");
  const sides = [bareCalls(other.kubeconfig), bareCalls(cluster.kubeconfig)] as const;
  const listing = await inTurn(sides, smoke ? 2 : 40, ({ time, login }) =>
    time([{ method: "GET", path: `${PODS}?includeObject=None`, headers: [...TABLE, ...login], body: "" }]),
  );
  const watching = await inTurn(sides, smoke ? 2 : 40, changeToEvent);
  await Promise.all(sides.map((side) => side.close()));
  await other.stop();
  const against = (what: string) => `${what}, on ${cluster.name}`;
  const { each } = other.pods;
  return [
    atMost(1, { name: "cluster.list", unit: "ms", ...listing, against: against(`${each} pods as a Table`) }),
    atMost(1, { name: "cluster.watch", unit: "ms", ...watching, against: against("from a change to its event") }),
  ];
}

type Sides = readonly [BareCalls, BareCalls];

async function inTurn([ours, real]: Sides, rounds: number, time: (side: BareCalls) => Promise<number>) {
  const took: [number[], number[]] = [[], []];
  for (let round = -5; round < rounds; round++) {
    const [one, two] = [await time(ours), await time(real)];
    if (round < 0) continue;
    took[0].push(one);
    took[1].push(two);
  }
  return { value: median(took[0]), yardstick: median(took[1]) };
}

let changes = 0;

/** Milliseconds from sending a change until the watch tells of it. */
async function changeToEvent({ server, dispatcher, login, patch }: BareCalls): Promise<number> {
  const path = `${server}${WEB.replace(/\/web$/, "")}?watch=true&fieldSelector=metadata.name%3Dweb`;
  const { body } = await request(path, { dispatcher, headers: [...login, "accept", "application/json"] });
  const mark = `change-${++changes}`;
  let began = 0;
  let text = "";
  for await (const chunk of body) {
    text += String(chunk);
    if (began === 0) {
      began = performance.now();
      void patch(WEB, { metadata: { annotations: { mark } } });
    } else if (text.includes(`"mark":"${mark}"`)) break;
  }
  const took = performance.now() - began;
  body.destroy();
  return took;
}
