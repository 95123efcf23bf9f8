/** What test/cluster/invariants.test.ts holds a real cluster to as well. */
import { afterAll, beforeAll } from "vitest";
import { fastClock } from "../../../src/playground/clock.ts";
import { seedObjects } from "../../../src/playground/seed.ts";
import { type Api, connectApi } from "../../cluster/api.ts";
import { invariants } from "../../contract/invariants.ts";
import { embedded } from "../../support/embedded.ts";

let cluster: Awaited<ReturnType<typeof embedded>>;
let api: Api;
beforeAll(async () => {
  const nodes = seedObjects().filter(({ kind }) => kind === "Node");
  cluster = await embedded({ clock: fastClock(10), objects: nodes });
  api = await connectApi(cluster.kubeconfig);
});
afterAll(async () => {
  await api.close();
  await cluster.stop();
});

invariants("the embedded cluster", () => api);
